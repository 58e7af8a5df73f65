-- The requests of the figures: wrk ... -s dynamodb.lua URL -- get|put|update|query|scan|batch|mix|entry
-- 100,000 items in 1,000 collections of 100 (pk p0000…p0999, sk s000…s099), about 500 bytes in 8 attributes.
-- They go to the table that the environment names in TABLE, bench without.
-- X-Amz-Date and Authorization have the shape of an SDK's; signatures are not verified yet.
local random = math.random
local TABLE = os.getenv("TABLE") or "bench"
local HEAD = "Host: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20261122T070000Z\r\n"
  .. "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request, "
  .. "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
  .. "Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024\r\n"
  .. "User-Agent: aws-sdk-java/2.25.50 md/io#sync md/http#Apache ua/2.0 os/Linux lang/java#25\r\n"
local PK_LENGTH, SK_LENGTH = 5, 4
local DESCRIPTION = string.sub(string.rep("Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod "
  .. "tempor incididunt ut labore et dolore magna aliqua. ", 4), 1, 390)
local NUMBERS = '"},"price":{"N":"1234.56"},"active":{"BOOL":true},"tags":{"SS":["alpha","beta","gamma"]},'
  .. '"addr":{"M":{"street":{"S":"221B Baker Street"},"city":{"S":"London"},"zip":{"N":"90210"}}},"cnt":{"N":"'
local PK, SK = {}, {}
for i = 1, 1000 do PK[i] = string.format("p%04d", i - 1) end
for i = 1, 100 do SK[i] = string.format("s%03d", i - 1) end

-- The head of a request whose body is `bytes` long.
local function head(operation, bytes)
  return "POST / HTTP/1.1\r\n" .. HEAD .. "X-Amz-Target: DynamoDB_20120810." .. operation
    .. "\r\nContent-Length: " .. bytes .. "\r\n\r\n"
end

-- A function that makes requests with a random key between the three parts of the body.
local function keyed(operation, before, between, after)
  local prefix = head(operation, #before + PK_LENGTH + #between + SK_LENGTH + #after) .. before
  return function() return prefix .. PK[random(1000)] .. between .. SK[random(100)] .. after end
end

local get = keyed("GetItem", '{"TableName":"' .. TABLE .. '","Key":{"pk":{"S":"', '"},"sk":{"S":"', '"}}}')
local update = keyed("UpdateItem", '{"TableName":"' .. TABLE .. '","Key":{"pk":{"S":"', '"},"sk":{"S":"',
  '"}},"UpdateExpression":"ADD cnt :i","ExpressionAttributeValues":{":i":{"N":"1"}}}')

local PUT_END = '"},"descr":{"S":"' .. DESCRIPTION .. '"}}}'
local PUT_START, PUT_BETWEEN = '{"TableName":"' .. TABLE .. '","Item":{"pk":{"S":"', '"},"sk":{"S":"'
local PUT_HEAD = head("PutItem", #PUT_START + PK_LENGTH + #PUT_BETWEEN + SK_LENGTH + #NUMBERS + 6 + #PUT_END) .. PUT_START
local function put()
  return PUT_HEAD .. PK[random(1000)] .. PUT_BETWEEN .. SK[random(100)] .. NUMBERS .. random(100000, 999999) .. PUT_END
end

local QUERY_START = '{"TableName":"' .. TABLE .. '","KeyConditionExpression":"pk = :p","Limit":20,"ExpressionAttributeValues":{":p":{"S":"'
local QUERY_END = '"}}}'
local QUERY_HEAD = head("Query", #QUERY_START + PK_LENGTH + #QUERY_END) .. QUERY_START
local function query() return QUERY_HEAD .. PK[random(1000)] .. QUERY_END end

-- A page of 100 items from a random key on, as a Scan that goes on would ask for it.
local scan = keyed("Scan", '{"TableName":"' .. TABLE .. '","Limit":100,"ExclusiveStartKey":{"pk":{"S":"', '"},"sk":{"S":"', '"}}}')

-- 25 neighbours of one collection.
local BATCH_ITEMS = 25
local BATCH_START, BATCH_END = '{"RequestItems":{"' .. TABLE .. '":[', "]}}"
local BATCH_PUT, BATCH_PUT_END = '{"PutRequest":{"Item":{"pk":{"S":"', '"},"descr":{"S":"' .. DESCRIPTION .. '"}}}}'
local BATCH_BYTES = #BATCH_START + #BATCH_END + BATCH_ITEMS - 1 + BATCH_ITEMS
  * (#BATCH_PUT + PK_LENGTH + #PUT_BETWEEN + SK_LENGTH + #NUMBERS + 6 + #BATCH_PUT_END)
local BATCH_HEAD = head("BatchWriteItem", BATCH_BYTES) .. BATCH_START
local function batch()
  local pk, first, parts = PK[random(1000)], random(100 - BATCH_ITEMS), {}
  for i = 1, BATCH_ITEMS do
    parts[i] = BATCH_PUT .. pk .. PUT_BETWEEN .. SK[first + i] .. NUMBERS .. random(100000, 999999) .. BATCH_PUT_END
  end
  return BATCH_HEAD .. table.concat(parts, ",") .. BATCH_END
end

local function mix() if random(2) == 1 then return get() end return put() end

-- An answer that is always the same and looks nothing up: what the entry itself costs.
local ENTRY = head("DescribeEndpoints", 2) .. "{}"
local function entry() return ENTRY end

local OPERATIONS = { get = get, put = put, update = update, query = query, scan = scan, batch = batch, mix = mix, entry = entry }
local operation

function init(arguments)
  math.randomseed(os.time())
  operation = OPERATIONS[arguments[1] or "get"]
end

function request() return operation() end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT requests=%d micros=%d p50=%d p99=%d p999=%d errors=%d\n",
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
