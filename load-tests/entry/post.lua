-- One POST of the size and shape of a GetItem, again and again.
wrk.method = "POST"
wrk.body = '{"TableName":"bench","Key":{"pk":{"S":"p0001"},"sk":{"S":"s001"}}}'
wrk.headers["Content-Type"] = "application/x-amz-json-1.0"
wrk.headers["X-Amz-Target"] = "DynamoDB_20120810.GetItem"
wrk.headers["X-Amz-Date"] = "20261122T070000Z"
wrk.headers["Authorization"] = "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261122/us-east-1/dynamodb/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target, Signature=fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024"

function done(summary)
  local errors = summary.errors
  io.write(string.format("RESULT %d %d\n", summary.requests,
    errors.status + errors.connect + errors.read + errors.write + errors.timeout))
end
