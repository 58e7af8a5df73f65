// Validates every object that the kustomizations render against the Kubernetes schemas, and the pod against what
// docs/kubernetes.md promises. Then plants mistakes and demands that each is caught.
import { execFileSync } from "node:child_process";
import { parseAllDocuments } from "yaml";

const KUSTOMIZATIONS = ["k8s/base", "k8s/overlays/development", "k8s/overlays/production"];
const DRAIN_SECONDS_MAX = 30;

function render(path) {
  const text = execFileSync("kubectl", ["kustomize", path], { encoding: "utf8" });
  return parseAllDocuments(text).map((document) => document.toJS());
}

async function schemaErrors(object) {
  const models = await import(`kubernetes-models/${object.apiVersion}`);
  const Model = models[object.kind];
  if (!Model) return [`no schema for ${object.apiVersion} ${object.kind}`];
  try {
    new Model(object).validate();
    return [];
  } catch (error) {
    return [error.message];
  }
}

function promise(holds, text) {
  return holds ? [] : [text];
}

function containerPromises(container) {
  const security = container.securityContext ?? {};
  return [
    ...promise(security.readOnlyRootFilesystem === true, "root file system is not read-only"),
    ...promise(security.allowPrivilegeEscalation === false, "privilege escalation is allowed"),
    ...promise(security.capabilities?.drop?.includes("ALL"), "capabilities are not dropped"),
    ...promise(container.resources?.limits?.memory, "no memory limit: the heap is sized from it"),
    ...["startupProbe", "readinessProbe", "livenessProbe"].flatMap((probe) =>
      promise(container[probe]?.httpGet, `${probe} is missing`),
    ),
  ];
}

function podPromises(spec) {
  const security = spec.securityContext ?? {};
  return [
    ...promise(spec.enableServiceLinks === false, "enableServiceLinks is not false"),
    ...promise(spec.automountServiceAccountToken === false, "a service account token is mounted"),
    ...promise(security.runAsNonRoot === true && security.runAsUser > 0, "the pod may run as root"),
    ...promise(security.seccompProfile?.type === "RuntimeDefault", "no seccomp profile"),
    ...promise(
      spec.terminationGracePeriodSeconds > DRAIN_SECONDS_MAX,
      "the termination grace period is not longer than the drain",
    ),
    ...spec.containers.flatMap(containerPromises),
  ];
}

function statefulSetPromises(spec) {
  return [
    ...promise(spec.replicas === 1, "a data directory has one node: replicas must be 1"),
    ...promise(spec.volumeClaimTemplates?.length === 1, "no volume claim"),
    ...podPromises(spec.template.spec),
  ];
}

async function findings(object) {
  const promises = object.kind === "StatefulSet" ? statefulSetPromises(object.spec) : [];
  return [...(await schemaErrors(object)), ...promises];
}

const PLANTED = {
  "replicas as a word": (set) => (set.spec.replicas = "one"),
  "a missing selector": (set) => delete set.spec.selector,
  "a misspelled enableServiceLinks": (set) => {
    set.spec.template.spec.enableServiceLink = false;
    delete set.spec.template.spec.enableServiceLinks;
  },
  "a writable root": (set) =>
    (set.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem = false),
  "a grace period shorter than the drain": (set) =>
    (set.spec.template.spec.terminationGracePeriodSeconds = 10),
  "a probe without a port": (set) =>
    delete set.spec.template.spec.containers[0].readinessProbe.httpGet.port,
};

let failures = 0;
let objects = 0;
for (const path of KUSTOMIZATIONS) {
  const rendered = render(path);
  const kinds = rendered.map((object) => object.kind);
  for (const kind of ["StatefulSet", "Service", "PodDisruptionBudget", "NetworkPolicy"]) {
    if (!kinds.includes(kind)) {
      console.error(`${path}: no ${kind}`);
      failures++;
    }
  }
  for (const object of rendered) {
    objects++;
    for (const finding of await findings(object)) {
      console.error(`${path}: ${object.kind} ${object.metadata.name}: ${finding}`);
      failures++;
    }
  }
}
for (const [name, plant] of Object.entries(PLANTED)) {
  const set = render("k8s/overlays/production").find((object) => object.kind === "StatefulSet");
  plant(set);
  if ((await findings(set)).length === 0) {
    console.error(`planted mistake not caught: ${name}`);
    failures++;
  }
}

if (failures === 0) {
  console.log(
    `kubernetes: ${objects} objects valid, ${Object.keys(PLANTED).length} planted mistakes caught`,
  );
} else {
  console.error(`kubernetes: ${failures} findings`);
  process.exit(1);
}
