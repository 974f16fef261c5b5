-- Sends the requests of a file in turn, divided by NUL; each "@@@@@@@@" in one becomes a number that no other has.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "report.lua")

local requests, count = {}, 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for text in (file:read("*a") .. "\0"):gmatch("(.-)%z") do
    local parts = {}
    for part in (text .. "@@@@@@@@"):gmatch("(.-)@@@@@@@@") do
      parts[#parts + 1] = part
    end
    requests[#requests + 1] = parts
  end
  file:close()
  count = os.time() % 1000 * 100000
end

function request()
  count = count + 1
  return table.concat(requests[count % #requests + 1], string.format("%08d", count % 100000000))
end
