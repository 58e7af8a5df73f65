"""What src/checks/boto3 asks of a server, whose address it is given."""

import sys
import time

import boto3
from boto3.dynamodb.conditions import Key
from botocore.exceptions import ClientError

SETTINGS = {
    "endpoint_url": sys.argv[1],
    "region_name": "us-east-1",
    "aws_access_key_id": "local",
    "aws_secret_access_key": "local",
}
TABLE = "Orders"
OWNERS = ("ann", "bob")
ORDERS = 60

resource = boto3.resource("dynamodb", **SETTINGS)
client = boto3.client("dynamodb", **SETTINGS)
streams = boto3.client("dynamodbstreams", **SETTINGS)


def key_schema(partition, sort=()):
    return [{"AttributeName": name, "KeyType": "HASH"} for name in partition] + [
        {"AttributeName": name, "KeyType": "RANGE"} for name in sort
    ]


def index(name, partition, sort, projection):
    return {"IndexName": name, "KeySchema": key_schema(partition, sort), "Projection": projection}


def awaited(what, seconds=20):
    """What a call gives once it gives something."""
    end = time.monotonic() + seconds
    while True:
        found = what()
        if found:
            return found
        assert time.monotonic() < end, "in vain"
        time.sleep(0.02)


def refused(call, code, text):
    try:
        call()
    except ClientError as error:
        assert error.response["Error"]["Code"] == code, error
        assert text in error.response["Error"]["Message"], error
        return
    raise AssertionError(f"not refused: {text}")


def make_table():
    table = resource.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        KeySchema=key_schema(["id"]),
        AttributeDefinitions=[
            {"AttributeName": "id", "AttributeType": "S"},
            {"AttributeName": "owner", "AttributeType": "S"},
            {"AttributeName": "day", "AttributeType": "N"},
            {"AttributeName": "city", "AttributeType": "S"},
            {"AttributeName": "street", "AttributeType": "S"},
        ],
        GlobalSecondaryIndexes=[
            index("byDay", ["owner"], ["day"], {"ProjectionType": "ALL"}),
            index(
                "byPlace",
                ["owner", "city"],
                ["street", "day"],
                {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
            ),
        ],
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )
    table.wait_until_exists()
    return table


def write(table):
    with table.batch_writer() as batch:
        for number in range(ORDERS):
            batch.put_item(
                Item={
                    "id": f"{number:03}",
                    "owner": OWNERS[number % 2],
                    "day": 7,
                    "city": "Bern",
                    "street": ("Marktgasse", "Kramgasse")[number % 4 // 2],
                    "note": "ring twice",
                    "weight": number,
                }
            )


def query_indexes(table):
    of_ann = Key("owner").eq("ann") & Key("day").eq(7)

    def all_of_ann():
        """In pages of seven, through equal keys."""
        pages = client.get_paginator("query").paginate(
            TableName=TABLE,
            IndexName="byDay",
            KeyConditionExpression="#o = :o AND #d = :d",
            ExpressionAttributeNames={"#o": "owner", "#d": "day"},
            ExpressionAttributeValues={":o": {"S": "ann"}, ":d": {"N": "7"}},
            PaginationConfig={"PageSize": 7},
        )
        return [item["id"]["S"] for page in pages for item in page["Items"]]

    awaited(lambda: len(all_of_ann()) == ORDERS // 2)
    assert sorted(all_of_ann()) == [f"{number:03}" for number in range(0, ORDERS, 2)]

    place = table.query(
        IndexName="byPlace",
        KeyConditionExpression="#o = :o AND city = :c AND begins_with(street, :s)",
        ExpressionAttributeNames={"#o": "owner"},
        ExpressionAttributeValues={":o": "bob", ":c": "Bern", ":s": "Kram"},
        ReturnConsumedCapacity="INDEXES",
    )
    assert place["Count"] == ORDERS // 4
    assert set(place["Items"][0]) == {"id", "owner", "day", "city", "street", "note"}
    assert place["ConsumedCapacity"]["GlobalSecondaryIndexes"]["byPlace"]["CapacityUnits"] == 0.5
    assert table.scan(IndexName="byPlace", Select="COUNT")["Count"] == ORDERS

    refused(
        lambda: table.query(
            IndexName="byDay", KeyConditionExpression=of_ann, ConsistentRead=True
        ),
        "ValidationException",
        "Consistent reads are not supported on global secondary indexes",
    )
    refused(
        lambda: table.query(
            IndexName="byDay",
            KeyConditionExpression=Key("owner").eq("ann") & Key("id").eq("000"),
        ),
        "ValidationException",
        "Query condition missed key schema element: day",
    )
    refused(
        lambda: table.put_item(Item={"id": "x", "owner": 1}),
        "ValidationException",
        "Type mismatch for Index Key owner Expected: S Actual: N",
    )


def described(name):
    indexes = client.describe_table(TableName=TABLE)["Table"]["GlobalSecondaryIndexes"]
    return next((each for each in indexes if each["IndexName"] == name), None)


def add_and_drop_index(table):
    added = index("byWeight", ["weight"], [], {"ProjectionType": "KEYS_ONLY"})
    answer = client.update_table(
        TableName=TABLE,
        AttributeDefinitions=[{"AttributeName": "weight", "AttributeType": "N"}],
        GlobalSecondaryIndexUpdates=[{"Create": added}],
    )
    made = answer["TableDescription"]["GlobalSecondaryIndexes"]
    assert [each["IndexStatus"] for each in made] == ["ACTIVE", "ACTIVE", "CREATING"]
    awaited(lambda: described("byWeight")["IndexStatus"] == "ACTIVE")
    assert described("byWeight")["ItemCount"] == ORDERS
    found = table.query(IndexName="byWeight", KeyConditionExpression=Key("weight").eq(11))
    assert found["Items"] == [{"id": "011", "weight": 11}]
    client.update_table(
        TableName=TABLE, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "byWeight"}}]
    )
    awaited(lambda: described("byWeight") is None)


def read_stream(arn):
    """All records that there are now, shard by shard."""
    records = []
    shards = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    for shard in shards:
        iterator = streams.get_shard_iterator(
            StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator, Limit=13)
            records += page["Records"]
            iterator = page.get("NextShardIterator") if page["Records"] else None
    return records


def replay(records):
    """The table that the records make."""
    items = {}
    for record in records:
        change = record["dynamodb"]
        key = change["Keys"]["id"]["S"]
        assert items.get(key) == change.get("OldImage"), record
        if record["eventName"] == "REMOVE":
            del items[key]
        else:
            assert (record["eventName"] == "MODIFY") == (key in items)
            items[key] = change["NewImage"]
    return items


def follow_stream(table):
    arn = client.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]
    listed = streams.list_streams(TableName=TABLE)["Streams"]
    assert [each["StreamArn"] for each in listed] == [arn]
    table.update_item(
        Key={"id": "001"}, UpdateExpression="SET weight = :w", ExpressionAttributeValues={":w": 1}
    )
    table.update_item(
        Key={"id": "001"}, UpdateExpression="SET weight = :w", ExpressionAttributeValues={":w": 99}
    )
    table.delete_item(Key={"id": "002"})
    records = read_stream(arn)
    assert len(records) == ORDERS + 2, "one that changed nothing has no record"
    scanned = client.get_paginator("scan").paginate(TableName=TABLE)
    there = {item["id"]["S"]: item for page in scanned for item in page["Items"]}
    assert replay(records) == there
    refused(
        lambda: streams.get_records(ShardIterator="nothing"), "ValidationException", "ShardIterator"
    )
    refused(
        lambda: streams.describe_stream(StreamArn=arn + "0"),
        "ResourceNotFoundException",
        "Requested resource not found: Stream: ",
    )
    return arn


def expire(table, arn):
    specification = {"Enabled": True, "AttributeName": "until"}
    client.update_time_to_live(TableName=TABLE, TimeToLiveSpecification=specification)
    status = client.describe_time_to_live(TableName=TABLE)["TimeToLiveDescription"]
    assert status == {"TimeToLiveStatus": "ENABLED", "AttributeName": "until"}
    table.put_item(Item={"id": "old", "until": int(time.time()) - 5})
    awaited(lambda: "Item" not in table.get_item(Key={"id": "old"}))
    last = next(r for r in reversed(read_stream(arn)) if r["dynamodb"]["Keys"]["id"]["S"] == "old")
    assert last["eventName"] == "REMOVE"
    assert last["userIdentity"] == {"PrincipalId": "dynamodb.amazonaws.com", "Type": "Service"}
    refused(
        lambda: client.update_time_to_live(
            TableName=TABLE, TimeToLiveSpecification={**specification, "Enabled": False}
        ),
        "ValidationException",
        "Time to live has been modified multiple times within a fixed interval",
    )


def ask_for_export():
    """Without a broker."""
    arn = "arn:aws:kinesis:us-east-1:000000000000:stream/orders"
    asked = client.enable_kinesis_streaming_destination(TableName=TABLE, StreamArn=arn)
    assert asked["DestinationStatus"] == "ENABLING"
    shown = client.describe_kinesis_streaming_destination(TableName=TABLE)
    (destination,) = shown["KinesisDataStreamDestinations"]
    assert destination["DestinationStatus"] == "ENABLE_FAILED"
    assert "kafka-bootstrap-servers" in destination["DestinationStatusDescription"]


def end(table, arn):
    before = len(read_stream(arn))
    table.delete()
    table.wait_until_not_exists()
    description = streams.describe_stream(StreamArn=arn)["StreamDescription"]
    assert description["StreamStatus"] == "DISABLED"
    assert all("EndingSequenceNumber" in s["SequenceNumberRange"] for s in description["Shards"])
    assert len(read_stream(arn)) == before


def main():
    table = make_table()
    write(table)
    query_indexes(table)
    add_and_drop_index(table)
    arn = follow_stream(table)
    expire(table, arn)
    ask_for_export()
    end(table, arn)
    print(f"indexes, streams, time to live and destinations with boto3 {boto3.__version__}")


main()
