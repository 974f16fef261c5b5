-- Sends the requests of a file in turn, divided by NUL; "@@@@@@@@" in one becomes a number that no other has.
dofile(debug.getinfo(1, "S").source:match("@(.*/)") .. "report.lua")

local requests, count = {}, 0

function init(arguments)
  local file = assert(io.open(arguments[1], "rb"))
  for text in (file:read("*a") .. "\0"):gmatch("(.-)%z") do
    local at = text:find("@@@@@@@@", 1, true)
    requests[#requests + 1] = at and {text:sub(1, at - 1), text:sub(at + 8)} or text
  end
  file:close()
  count = os.time() % 1000 * 100000
end

function request()
  count = count + 1
  local text = requests[count % #requests + 1]
  return type(text) == "string" and text or text[1] .. string.format("%08d", count % 100000000) .. text[2]
end
