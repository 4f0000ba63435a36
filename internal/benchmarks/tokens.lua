-- For wrk: sends a bearer token with each request, one of the first TOKENS of TOKEN_FILE in turn.
local tokens = {}
for line in io.lines(os.getenv("TOKEN_FILE")) do
  if #tokens < tonumber(os.getenv("TOKENS")) then
    tokens[#tokens + 1] = { ["Authorization"] = "Bearer " .. line }
  end
end
local next = 0
request = function()
  next = next % #tokens + 1
  return wrk.format("GET", nil, tokens[next])
end
