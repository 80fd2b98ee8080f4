using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Conformance;

/// <param name="Scenarios">Per scenario the checks that failed, with their messages.</param>
public sealed record ConformanceRun(string Output, Dictionary<string, IReadOnlyList<string>> Scenarios);

/// <summary>Runs the suite once per revision for all tests that look at its results.</summary>
public sealed class ConformanceRuns : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<string, ConformanceRun> _done = new(StringComparer.Ordinal);
    private RunningServer? _server;

    /// <summary>Against the fixture: everything a revision requires, and its optional parts.</summary>
    public Task<ConformanceRun> OfAsync(string revision) => OnceAsync("fixture", revision, ["--requirements", revision]);

    /// <summary>Against the product's own endpoint: the scenarios that need no fixture.</summary>
    public Task<ConformanceRun> OfProductAsync(string revision) =>
        OnceAsync("mcp", revision, ["--scenario", "tools-list", "--spec-version", revision]);

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
        _one.Dispose();
    }

    private async Task<ConformanceRun> OnceAsync(string path, string revision, string[] what)
    {
        var ct = TestContext.Current.CancellationToken;
        await _one.WaitAsync(ct);
        try
        {
            var name = $"{path}-{revision}";
            if (!_done.TryGetValue(name, out var run))
            {
                _server ??= await RunningServer.StartAsync(
                    RunningServer.Refusing(new InvalidOperationException()),
                    fixture: Fixture.Configure
                );
                var results = Path.Combine(ConformanceSuite.Installed, "results", name);
                if (Directory.Exists(results))
                {
                    Directory.Delete(results, recursive: true);
                }
                string[] arguments = ["server", "--url", new Uri(_server.Address, path).ToString(), .. what, "--output-dir", results];
                var outcome = await ConformanceSuite.RunAsync(ct, arguments);
                run = new ConformanceRun(outcome.Output, await ReadAsync(results, ct));
                _done[name] = run;
            }
            return run;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The suite leaves one folder a scenario: server-NAME-TIME/checks.json.</summary>
    private static async Task<Dictionary<string, IReadOnlyList<string>>> ReadAsync(string results, CancellationToken ct)
    {
        var scenarios = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(results, "checks.json", SearchOption.AllDirectories))
        {
            var folder = Path.GetFileName(Path.GetDirectoryName(file)) ?? "";
            var name = Regex.Replace(folder, @"^server-|-\d{4}-\d\d-\d\dT.*$", "", RegexOptions.None, TimeSpan.FromSeconds(1));
            using var checks = JsonDocument.Parse(await File.ReadAllTextAsync(file, ct));
            scenarios[name] =
            [
                .. checks
                    .RootElement.EnumerateArray()
                    .Where(c => c.GetProperty("status").GetString() == "FAILURE")
                    .Select(c =>
                        $"{c.GetProperty("id").GetString()}: {(c.TryGetProperty("errorMessage", out var m) ? m.ToString() : c.ToString())}"
                    ),
            ];
        }
        return scenarios;
    }
}
