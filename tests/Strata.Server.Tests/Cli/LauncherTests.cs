using System.Diagnostics;

namespace Strata.Server.Tests.Cli;

public sealed class LauncherTests
{
    private static readonly string Stamp = Path.Combine(Repository.Root, "artifacts", "launcher", "stamp");

    [Fact]
    public async Task Launcher_builds_once_and_hands_over_arguments_input_and_exit_code_from_anywhere()
    {
        var folder = Directory.CreateTempSubdirectory("strata-launcher-").FullName;
        try
        {
            var link = Path.Combine(folder, "link");
            File.CreateSymbolicLink(link, Path.Combine(Repository.Root, "strata"));
            var first = await Task.WhenAll(RunAsync(folder, "./link --version", ""), RunAsync(folder, "./link --version", ""));
            first.ShouldAllBe(r => r.Exit == 0 && r.Text.StartsWith("0."));

            var built = File.GetLastWriteTimeUtc(Stamp);
            (await RunAsync(folder, "./link --version", "")).Exit.ShouldBe(0);
            File.GetLastWriteTimeUtc(Stamp).ShouldBe(built);

            (await RunAsync(folder, "./link no-such-verb", "")).Exit.ShouldBe(2);
            var (exit, text) = await RunAsync(
                folder,
                "cd / && \"$OLDPWD/link\" ingest - --name 'two words.json' --json",
                """[{"title":"One"}]"""
            );
            exit.ShouldBe(0);
            text.ShouldContain("two words.json");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(int Exit, string Text)> RunAsync(string folder, string command, string input)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["STRATA_DATA"] = Path.Combine(folder, "data");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var text = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await StrataProcess.EndAsync(process);
        return (process.ExitCode, await text);
    }
}
