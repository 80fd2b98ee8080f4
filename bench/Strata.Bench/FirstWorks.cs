using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Strata.Bench;

/// <summary>What the first file of a process costs in CPU time, which does not depend on what else the machine does: medians of the rounds.</summary>
internal static class FirstWorks
{
    /// <summary>Of one tick of /proc/PID/stat.</summary>
    private const double Tick = 0.01;
    private const string Csv = "email,name\nann@example.com,Ann\nben@example.com,Ben\n";

    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All = [("first", FirstAsync)];

    private static async Task<string> FirstAsync(BenchStore store, BenchOptions options)
    {
        var files = Directory.CreateTempSubdirectory("strata-first-").FullName;
        try
        {
            var file = Path.Combine(files, "people.csv");
            await File.WriteAllTextAsync(file, Csv);
            var (version, created, ingested, called) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var round = 0; round < options.Rounds; round++)
            {
                var data = Path.Combine(files, string.Create(CultureInfo.InvariantCulture, $"store{round}"));
                version.Add(await RunAsync(options.Program, "--version"));
                created.Add(await RunAsync(options.Program, "users", "add", "ann", "--data", data));
                ingested.Add(await RunAsync(options.Program, "ingest", file, "--data", data));
                called.Add(await CallAsync(options.Program, data, round));
            }
            return string.Create(
                CultureInfo.InvariantCulture,
                $"CPU of a process: --version {Median(version):F2} s, a new store {Median(created):F2} s, ingest {Median(ingested):F2} s; of the first ingest by MCP {Median(called):F2} s"
            );
        }
        finally
        {
            Directory.Delete(files, recursive: true);
        }
    }

    /// <summary>CPU seconds of a process from its start to its end, as the shell counts them.</summary>
    private static async Task<double> RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo("bash", ["-c", "TIMEFORMAT='%U %S'; time \"$@\" > /dev/null 2>&1", "bash", .. command])
        {
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        using var shell = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        var told = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        return shell.ExitCode == 0
            ? told.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Sum(t => double.Parse(t, CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {shell.ExitCode}.");
    }

    /// <summary>CPU seconds between the call of a server that has listed its tools, and its answer.</summary>
    private static async Task<double> CallAsync(string program, string data, int round)
    {
        using var peer = await McpPeer.StartAsync(program, ["mcp", "--data", data], new Dictionary<string, string>());
        await peer.CallAsync("tools/list", []);
        var before = Used(peer.Id);
        await peer.ToolAsync("ingest", new JsonObject { ["text"] = $"{Csv}cid{round}@example.com,Cid\n", ["file_name"] = "more.csv" });
        return Used(peer.Id) - before;
    }

    private static double Used(int process)
    {
        var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        const int User = 11; // utime and stime are fields 14 and 15 of proc(5)
        return Tick * (long.Parse(fields[User], CultureInfo.InvariantCulture) + long.Parse(fields[User + 1], CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
