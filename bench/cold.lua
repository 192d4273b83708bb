-- Each request names an object that nobody asked for before: the store ignores the query.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  salt = arguments[1]
  count = 0
end

function request()
  count = count + 1
  return wrk.format(nil, wrk.path .. "?" .. salt .. "-" .. number .. "-" .. count)
end
