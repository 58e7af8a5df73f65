"""Items and overwrites for a Node: the requests of growth.lua, through wrk."""
import http.client
import json
import re
import subprocess

from runtime.node import HOME

TABLE = "items"
COLLECTION = 20
ITEM_BYTES = 500
LOAD_CONNECTIONS = 16
LOAD_SECONDS_MAX = 3600
AUTHORIZATION = ("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, "
                 "Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024")


def call(node, operation, body):
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=60)
    connection.request("POST", "/", json.dumps(body), {
        "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": f"DynamoDB_20120810.{operation}",
        "X-Amz-Date": "20261122T070000Z", "Authorization": AUTHORIZATION})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{operation}: {text}")
    return json.loads(text)


def create(node, is_indexed=False):
    body = {
        "TableName": f"{TABLE}-0000", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{"AttributeName": key, "AttributeType": "S"} for key in ("pk", "sk")], "KeySchema": key_schema("pk", "sk")}
    if is_indexed:
        body["GlobalSecondaryIndexes"] = [
            {"IndexName": "index", "KeySchema": key_schema("sk", "pk"), "Projection": {"ProjectionType": "ALL"}}]
    call(node, "CreateTable", body)


def key_schema(partition, sort):
    return [{"AttributeName": partition, "KeyType": "HASH"}, {"AttributeName": sort, "KeyType": "RANGE"}]


def wrk(node, operation, items, connections, seconds, *more):
    return subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "30s", "-s", str(HOME / "load-tests" / "growth.lua"),
         f"http://127.0.0.1:{node.port}/", "--", operation, TABLE, "1", str(items), str(COLLECTION), str(ITEM_BYTES), *more],
        check=True, capture_output=True, text=True).stdout


def load(node, items):
    """All items, in the order of their numbers, which is random to the tree."""
    if "LOADED" not in wrk(node, "load", items, LOAD_CONNECTIONS, LOAD_SECONDS_MAX, str(LOAD_CONNECTIONS)):
        raise SystemExit("not loaded")


def overwrite(node, items, connections, seconds):
    """Puts to random places; what wrk counted."""
    output = wrk(node, "put", items, connections, seconds)
    result = {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", output.split("RESULT")[1])}
    if result["errors"]:
        raise SystemExit(f"{result['errors']} errors in {result['requests']} requests")
    return result
