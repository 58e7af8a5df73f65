-- The requests of load-tests/growth: wrk ... -s growth.lua URL -- OPERATION PREFIX TABLES ITEMS COLLECTION BYTES
-- ITEMS in all, spread evenly over TABLES (PREFIX-0000, …), in collections of COLLECTION, each item of BYTES as DynamoDB counts.
-- load writes them all, 25 a request, says so and ends; the others go on for as long as wrk does.
local random, format, floor = math.random, string.format, math.floor
local HEAD = "Host: 127.0.0.1\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Date: 20261122T070000Z\r\n"
  .. "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request, "
  .. "SignedHeaders=content-type;host;x-amz-date;x-amz-target, "
  .. "Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024\r\n"
  .. "X-Amz-Target: DynamoDB_20120810."
local BATCH_ITEMS, BATCH_BYTES_MAX = 25, 1000000
local PAGE_ITEMS = 20
-- Names and values of all attributes but the text of the last: pk 2 + 9, sk 2 + 8, cnt 3 + 4, d 1.
local OTHER_BYTES = 29
local prefix, tables, items, collection, filler

local function request_of(operation, body)
  return "POST / HTTP/1.1\r\n" .. HEAD .. operation .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

-- Table, partition key and number in its collection of the item with this number.
local function place(number)
  local each = items / tables
  local here = number % each
  return format("%s-%04d", prefix, floor(number / each)), format("p%08d", floor(here / collection)), here % collection
end

local function key(pk, position) return format('"pk":{"S":"%s"},"sk":{"S":"s%07d"}', pk, position) end
-- A number of its own each time: a put of what is there already would change nothing, and cost next to nothing.
local function item(pk, position)
  return key(pk, position) .. format(',"cnt":{"N":"%d"},"d":{"S":"', random(100000, 999999)) .. filler .. '"}'
end
local function any() return place(random(items) - 1) end

local OPERATIONS = {}

function OPERATIONS.get()
  local name, pk, position = any()
  return request_of("GetItem", '{"TableName":"' .. name .. '","Key":{' .. key(pk, position) .. "}}")
end

function OPERATIONS.put()
  local name, pk, position = any()
  return request_of("PutItem", '{"TableName":"' .. name .. '","Item":{' .. item(pk, position) .. "}}")
end

function OPERATIONS.update()
  local name, pk, position = any()
  return request_of("UpdateItem", '{"TableName":"' .. name .. '","Key":{' .. key(pk, position)
    .. '},"UpdateExpression":"ADD cnt :i","ExpressionAttributeValues":{":i":{"N":"1"}}}')
end

-- 20 neighbours from anywhere in the collection; all of it if it has no more.
function OPERATIONS.query()
  local name, pk = any()
  local from = collection <= PAGE_ITEMS and 0 or random(collection - PAGE_ITEMS) - 1
  return request_of("Query", '{"TableName":"' .. name .. '","KeyConditionExpression":"pk = :p AND sk >= :s","Limit":20,'
    .. format('"ExpressionAttributeValues":{":p":{"S":"%s"},":s":{"S":"s%07d"}}}', pk, from))
end

-- wrk makes the first request and throws it away, so the numbers go around.
local function loader(connections, bytes)
  local size = math.min(BATCH_ITEMS, items / tables, math.max(1, floor(BATCH_BYTES_MAX / bytes)))
  local batches = math.ceil(items / size)
  local sent, answered = 0, 0
  function response(status, _, body)
    if status ~= 200 or not body:find('"UnprocessedItems":{}', 1, true) then
      io.stderr:write(status, " ", body, "\n")
      os.exit(1)
    end
    answered = answered + 1
    if answered == batches + connections then
      io.write("LOADED\n")
      io.flush()
      os.exit(0)
    end
  end
  return function()
    local first, puts, table_name = sent % batches * size, {}, nil
    sent = sent + 1
    for i = 1, math.min(size, items - first) do
      local name, pk, position = place(first + i - 1)
      table_name = name
      puts[i] = '{"PutRequest":{"Item":{' .. item(pk, position) .. "}}}"
    end
    return request_of("BatchWriteItem", '{"RequestItems":{"' .. table_name .. '":[' .. table.concat(puts, ",") .. "]}}")
  end
end

local operation

function init(arguments)
  math.randomseed(os.time())
  prefix, tables, items, collection = arguments[2], tonumber(arguments[3]), tonumber(arguments[4]), tonumber(arguments[5])
  local bytes = tonumber(arguments[6])
  filler = string.rep("x", bytes - OTHER_BYTES)
  operation = arguments[1] == "load" and loader(tonumber(arguments[7]), bytes) or OPERATIONS[arguments[1]]
end

function request() return operation() end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT requests=%d micros=%d p50=%d p99=%d p999=%d bytes=%d errors=%d\n", summary.requests,
    summary.duration, latency:percentile(50), latency:percentile(99), latency:percentile(99.9), summary.bytes,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
