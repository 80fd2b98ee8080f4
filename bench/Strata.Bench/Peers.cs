using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Strata.Bench;

/// <summary>
/// <c>bench peers STRATA NODE_MODULES</c>: ours beside other memory servers, each through its MCP tools over standard input and output:
/// the time of one write and one look-up as the memory grows, and the cold start to <c>tools/list</c>.
/// </summary>
internal static class Peers
{
    private static readonly int[] Sizes = [100, 1_000, 3_000];
    private const int Step = 50; // as many as each of them takes at once
    private const int Samples = 30;

    public static async Task RunAsync(string strata, string modules)
    {
        foreach (var name in (string[])["strata", "server-memory", "memory-libsql"])
        {
            var folder = Directory.CreateTempSubdirectory("strata-peer-").FullName;
            try
            {
                var starts = new List<double>();
                for (var i = 0; i < 7; i++)
                {
                    var watch = Stopwatch.StartNew();
                    using var cold = await StartAsync(name, strata, modules, Path.Combine(folder, "cold"));
                    await cold.CallAsync("tools/list", []);
                    starts.Add(watch.Elapsed.TotalMilliseconds);
                }
                Console.WriteLine(
                    string.Create(CultureInfo.InvariantCulture, $"{name, -14} cold start to tools/list: median {Median(starts):F0} ms")
                );
                using var peer = await StartAsync(name, strata, modules, folder);
                var stored = 0;
                foreach (var size in Sizes)
                {
                    while (stored < size)
                    {
                        await WriteAsync(peer, name, Enumerable.Range(stored, Step));
                        stored += Step;
                    }
                    var (writes, reads) = (new List<double>(), new List<double>());
                    for (var i = 0; i < Samples; i++)
                    {
                        var watch = Stopwatch.GetTimestamp();
                        await WriteAsync(peer, name, [1_000_000 + size + i]);
                        writes.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
                        watch = Stopwatch.GetTimestamp();
                        await ReadAsync(peer, name, i * 37 % size);
                        reads.Add(Stopwatch.GetElapsedTime(watch).TotalMilliseconds);
                    }
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{name, -14} {size, 6} entities: write one {Median(writes):F2} ms, look one up {Median(reads):F2} ms, peak {peer.PeakMegabytes} MB"
                        )
                    );
                }
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                Console.WriteLine($"{name, -14} could not be measured: {e.Message[..Math.Min(200, e.Message.Length)]}");
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static Task<McpPeer> StartAsync(string name, string strata, string modules, string folder)
    {
        Directory.CreateDirectory(folder);
        return name switch
        {
            "strata" => McpPeer.StartAsync(strata, ["mcp", "--data", folder], new Dictionary<string, string>()),
            "server-memory" => McpPeer.StartAsync(
                "node",
                [Path.Combine(modules, "@modelcontextprotocol/server-memory/dist/index.js")],
                new Dictionary<string, string> { ["MEMORY_FILE_PATH"] = Path.Combine(folder, "memory.jsonl") }
            ),
            _ => McpPeer.StartAsync(
                "node",
                [Path.Combine(modules, "mcp-memory-libsql/dist/index.js")],
                new Dictionary<string, string> { ["LIBSQL_URL"] = $"file:{folder}/memory.db" }
            ),
        };
    }

    private static Task WriteAsync(McpPeer peer, string name, IEnumerable<int> numbers) =>
        name == "strata"
            ? peer.ToolAsync(
                "ingest_structured",
                new JsonObject
                {
                    ["entities"] = new JsonArray([
                        .. numbers.Select(n => new JsonObject
                        {
                            ["entity_type"] = "person",
                            ["fields"] = new JsonObject
                            {
                                ["external_id"] = $"p{n}",
                                ["name"] = $"Person {n}",
                                ["notes"] = $"likes tea no. {n}",
                            },
                        }),
                    ]),
                }
            )
            : peer.ToolAsync(
                "create_entities",
                new JsonObject
                {
                    ["entities"] = new JsonArray([
                        .. numbers.Select(n => new JsonObject
                        {
                            ["name"] = $"Person {n}",
                            ["entityType"] = "person",
                            ["observations"] = new JsonArray($"likes tea no. {n}"),
                        }),
                    ]),
                }
            );

    private static Task ReadAsync(McpPeer peer, string name, int number) =>
        name switch
        {
            "strata" => peer.ToolAsync("find_entity", new JsonObject { ["identifier"] = $"p{number}", ["entity_type"] = "person" }),
            "server-memory" => peer.ToolAsync("open_nodes", new JsonObject { ["names"] = new JsonArray($"Person {number}") }),
            _ => peer.ToolAsync("search_nodes", new JsonObject { ["query"] = $"Person {number}" }),
        };

    private static double Median(List<double> times)
    {
        times.Sort();
        return times[times.Count / 2];
    }
}
