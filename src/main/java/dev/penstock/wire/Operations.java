package dev.penstock.wire;

import dev.penstock.error.ErrorCode;
import dev.penstock.error.RequestException;
import dev.penstock.wire.catalogue.CreateTable;
import dev.penstock.wire.catalogue.DeleteTable;
import dev.penstock.wire.catalogue.DescribeEndpoints;
import dev.penstock.wire.catalogue.DescribeLimits;
import dev.penstock.wire.catalogue.DescribeTable;
import dev.penstock.wire.catalogue.ListTables;
import dev.penstock.wire.catalogue.ListTagsOfResource;
import dev.penstock.wire.catalogue.TagResource;
import dev.penstock.wire.catalogue.UntagResource;
import dev.penstock.wire.catalogue.UpdateTable;
import dev.penstock.wire.destinations.DescribeKinesisStreamingDestination;
import dev.penstock.wire.destinations.DisableKinesisStreamingDestination;
import dev.penstock.wire.destinations.EnableKinesisStreamingDestination;
import dev.penstock.wire.destinations.UpdateKinesisStreamingDestination;
import dev.penstock.wire.expiry.DescribeTimeToLive;
import dev.penstock.wire.expiry.UpdateTimeToLive;
import dev.penstock.wire.items.BatchGetItem;
import dev.penstock.wire.items.BatchWriteItem;
import dev.penstock.wire.items.DeleteItem;
import dev.penstock.wire.items.GetItem;
import dev.penstock.wire.items.PutItem;
import dev.penstock.wire.items.Query;
import dev.penstock.wire.items.Scan;
import dev.penstock.wire.items.UpdateItem;
import dev.penstock.wire.request.Operation;
import dev.penstock.wire.streams.DescribeStream;
import dev.penstock.wire.streams.GetRecords;
import dev.penstock.wire.streams.GetShardIterator;
import dev.penstock.wire.streams.ListStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of operations, by the value of {@code X-Amz-Target}. Immutable. */
public final class Operations {
    private static final String PREFIX = "DynamoDB_20120810.";
    private static final String STREAMS_PREFIX = "DynamoDBStreams_20120810.";

    /** Operations of the service that Penstock does not have yet: refused by name. */
    private static final Set<String> NOT_BUILT =
            Set.of(
                    PREFIX + "BatchExecuteStatement",
                    PREFIX + "CancelBulkOperation",
                    PREFIX + "CreateBackup",
                    PREFIX + "CreateGlobalTable",
                    PREFIX + "DeleteBackup",
                    PREFIX + "DeleteResourcePolicy",
                    PREFIX + "DescribeBackup",
                    PREFIX + "DescribeBulkOperation",
                    PREFIX + "DescribeContinuousBackups",
                    PREFIX + "DescribeContributorInsights",
                    PREFIX + "DescribeExport",
                    PREFIX + "DescribeGlobalTable",
                    PREFIX + "DescribeGlobalTableSettings",
                    PREFIX + "DescribeImport",
                    PREFIX + "DescribeTableReplicaAutoScaling",
                    PREFIX + "ExecuteStatement",
                    PREFIX + "ExecuteTransaction",
                    PREFIX + "ExportTableToPointInTime",
                    PREFIX + "GetResourcePolicy",
                    PREFIX + "ImportTable",
                    PREFIX + "ListBackups",
                    PREFIX + "ListBulkOperations",
                    PREFIX + "ListContributorInsights",
                    PREFIX + "ListExports",
                    PREFIX + "ListGlobalTables",
                    PREFIX + "ListImports",
                    PREFIX + "PutResourcePolicy",
                    PREFIX + "RestoreTableFromBackup",
                    PREFIX + "RestoreTableToPointInTime",
                    PREFIX + "SearchVectors",
                    PREFIX + "StartBulkPutItems",
                    PREFIX + "TransactGetItems",
                    PREFIX + "TransactWriteItems",
                    PREFIX + "UpdateContinuousBackups",
                    PREFIX + "UpdateContributorInsights",
                    PREFIX + "UpdateGlobalTable",
                    PREFIX + "UpdateGlobalTableSettings",
                    PREFIX + "UpdateTableReplicaAutoScaling");

    private final Map<String, Operation> byTarget = new HashMap<>();

    private Operations(List<Operation> operations, List<Operation> ofStreams) {
        for (Operation operation : operations) {
            byTarget.put(PREFIX + operation.name(), operation);
        }
        for (Operation operation : ofStreams) {
            byTarget.put(STREAMS_PREFIX + operation.name(), operation);
        }
    }

    /** Everything that Penstock answers. */
    public static Operations all() {
        return new Operations(
                List.of(
                        new CreateTable(),
                        new DescribeTable(),
                        new ListTables(),
                        new UpdateTable(),
                        new DeleteTable(),
                        new TagResource(),
                        new UntagResource(),
                        new ListTagsOfResource(),
                        new DescribeLimits(),
                        new DescribeEndpoints(),
                        new EnableKinesisStreamingDestination(),
                        new DisableKinesisStreamingDestination(),
                        new DescribeKinesisStreamingDestination(),
                        new UpdateKinesisStreamingDestination(),
                        new UpdateTimeToLive(),
                        new DescribeTimeToLive(),
                        new PutItem(),
                        new GetItem(),
                        new UpdateItem(),
                        new DeleteItem(),
                        new BatchGetItem(),
                        new BatchWriteItem(),
                        new Query(),
                        new Scan()),
                List.of(
                        new ListStreams(),
                        new DescribeStream(),
                        new GetShardIterator(),
                        new GetRecords()));
    }

    /** DynamoDB's names of all operations that are built, sorted. */
    public List<String> names() {
        return byTarget.values().stream().map(Operation::name).sorted().toList();
    }

    @Nullable Operation find(@Nullable String target) {
        return target == null ? null : byTarget.get(target);
    }

    /** The service says nothing beyond the type; what it knows and Penstock does not is named. */
    static RequestException unknown(@Nullable String target) {
        String text = "";
        if (target != null && NOT_BUILT.contains(target)) {
            String name = target.substring(target.indexOf('.') + 1);
            text = "The operation " + name + " is not supported by Penstock yet";
        }
        return new RequestException(ErrorCode.UNKNOWN_OPERATION, text);
    }
}
