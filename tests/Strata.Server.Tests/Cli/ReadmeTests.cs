using System.Diagnostics;

namespace Strata.Server.Tests.Cli;

public sealed class ReadmeTests
{
    [Fact]
    public async Task Commands_of_the_readme_work_and_print_what_it_says()
    {
        var readme = await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        var commands = Block(readme, "```console").Where(l => l.StartsWith("$ ", StringComparison.Ordinal)).Select(l => l[2..]).ToList();
        commands.Count.ShouldBeGreaterThan(5);
        var folder = Directory.CreateTempSubdirectory("strata-readme-").FullName;
        try
        {
            File.CreateSymbolicLink(Path.Combine(folder, "strata"), StrataProcess.Program);
            Directory.CreateSymbolicLink(Path.Combine(folder, "samples"), Path.Combine(Repository.Root, "samples"));
            var printed = "";
            foreach (var command in commands)
            {
                var (exit, text) = await RunAsync(folder, command);
                exit.ShouldBe(0, $"{command}\n{text}");
                printed += text;
            }
            // What depends on the day, the ids of runs and the like, is left out.
            string[] fixedLines = ["total = ", "  sha256", "  where", "  quote", "  verified"];
            var promised = Block(readme, "```text").Where(l => fixedLines.Any(f => l.StartsWith(f, StringComparison.Ordinal))).ToList();
            promised.Count.ShouldBe(fixedLines.Length);
            promised.ShouldAllBe(line => printed.Contains(line, StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Block(string[] lines, string fence)
    {
        var inside = false;
        foreach (var line in lines)
        {
            if (inside && line.StartsWith("```", StringComparison.Ordinal))
            {
                inside = false;
            }
            else if (inside)
            {
                yield return line;
            }
            else
            {
                inside = line == fence;
            }
        }
    }

    private static async Task<(int Exit, string Text)> RunAsync(string folder, string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["STRATA_DATA"] = Path.Combine(folder, "data");
        start.Environment.Remove("STRATA_DATABASE");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await StrataProcess.EndAsync(process);
        return (process.ExitCode, await text);
    }
}
