using System.Security.Cryptography;

namespace Strata.Server.Tests.Cli;

/// <summary>
/// The program as a process: exit codes, bytes of its streams, pipes and signals. All else is tested within the tests' own process.
/// </summary>
public sealed class ProcessTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_prints_and_ends_as_the_command_line_does_within_a_process()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("users", "add", "alice")).ShouldEndWith(0);
        (await store.RunAsync("users", "plan", "alice", "free", "--storage", "10")).ShouldEndWith(0);
        store.Write("Grüße.csv", "Name,Email\nJürgen 日本,j@example.org\n");
        (await store.RunAsync("ingest", Path.Combine(store.Files, "Grüße.csv"))).ShouldEndWith(0);
        (int Exit, string[] Arguments)[] runs =
        [
            (0, ["entities", "list"]),
            (0, ["entities", "list", "--json"]),
            (1, ["correct", "j@example.org", "colour", "red"]),
            (2, ["entities", "lists"]),
            (3, ["entities", "get", "ent_0123456789abcdef01234567", "--json"]),
            (4, ["users", "add", "alice"]),
            (5, ["ingest", store.Write("a.txt", new string('x', 1_000)), "--user", "alice"]),
            (6, ["entities", "list", "--server", "http://127.0.0.1:9"]),
        ];
        foreach (var (exit, arguments) in runs)
        {
            var process = (await StrataProcess.RunAsync(arguments, variables: store.Variables)).ShouldEndWith(exit);
            var within = await store.RunAsync(arguments);

            (process.Exit, process.Out, process.Err).ShouldBe((within.Exit, within.Out, within.Err), string.Join(' ', arguments));
        }
    }

    [Fact]
    public async Task File_that_the_disk_has_no_room_for_is_left_out_and_may_come_again()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("entities", "list")).ShouldEndWith(0);
        var path = store.Write("big.txt", new string('x', 20_000_000));

        // No file may grow beyond 8 MB, as though the disk were full; without this setting, the runtime keeps its code in a larger one.
        var (exit, said) = await ShellAsync(
            store,
            $"export DOTNET_EnableWriteXorExecute=0; trap '' XFSZ; ulimit -f 8192; strata ingest '{path}' 2>&1"
        );

        Encoding.UTF8.GetString(said).ShouldContain("STORAGE_PENDING");
        exit.ShouldBe(6);
        Directory.EnumerateFiles(store.Data, "*", SearchOption.AllDirectories).ShouldNotContain(file => file.Contains(".incoming"));
        (await store.LinesAsync("sources", "list")).ShouldBeEmpty();
        (await store.RunAsync("ingest", path, "--no-interpret")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Version_is_the_programs() => (await StrataProcess.RunAsync(["--version"])).ShouldEndWith(0).Out.ShouldStartWith("0.");

    [Fact]
    public async Task Bytes_go_through_pipes_as_they_are()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var bytes = RandomNumberGenerator.GetBytes(3 << 20); // more than a pipe holds at a time
        var kept = await StrataProcess.RunAsync(["ingest", "-", "--name", "a.bin", "--no-interpret", "--json"], bytes, store.Variables);
        var source = kept.ShouldEndWith(0).Json.Text("source_id") ?? "";

        var (exit, sent) = await ShellAsync(store, $"strata sources content {source} | cat");
        exit.ShouldBe(0);
        sent.AsSpan().SequenceEqual(bytes).ShouldBeTrue();

        (await ShellAsync(store, "strata backup - | strata restore - --as bob")).Exit.ShouldBe(0);
        (await store.LinesAsync("sources", "list", "--user", "bob")).ShouldHaveSingleItem().Text("source_id").ShouldBe(source);
    }

    [Fact]
    public async Task Interrupt_cancels_a_command_and_ends_a_worker_in_order()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var run = (await store.JsonAsync("ingest", store.Write("a.csv", "email,name\na@b.example,Ada\n"), "--no-wait"))
            .Text("run.run_id")
            .ShouldNotBeNull();
        using var watch = StrataProcess.Start(["runs", "watch", run], store.Variables);
        (await watch.StandardOutput.ReadLineAsync(Cancel)).ShouldNotBeNull().ShouldContain("queued");

        await StrataProcess.SignalAsync(watch, "INT");

        watch.ExitCode.ShouldBe(130);
        (await watch.StandardError.ReadToEndAsync(Cancel)).ShouldContain("Cancelled.");

        using var worker = StrataProcess.Start(["worker"], store.Variables);
        (await worker.StandardError.ReadLineAsync(Cancel)).ShouldNotBeNull().ShouldContain(" started with ");
        (await store.RunAsync("runs", "watch", run)).ShouldEndWith(0);

        await StrataProcess.SignalAsync(worker, "TERM");

        worker.ExitCode.ShouldBe(0);
    }

    /// <summary>With the program as <c>strata</c>.</summary>
    private static async Task<(int Exit, byte[] Output)> ShellAsync(CliStore store, string command)
    {
        using var shell = StrataProcess.Start(
            ["-c", $"set -o pipefail; strata() {{ \"{StrataProcess.Program}\" \"$@\"; }}; {command}"],
            store.Variables,
            "bash"
        );
        shell.StandardInput.Close();
        using var output = new MemoryStream();
        var error = shell.StandardError.ReadToEndAsync(Cancel);
        await shell.StandardOutput.BaseStream.CopyToAsync(output, Cancel);
        await StrataProcess.EndAsync(shell);
        TestContext.Current.TestOutputHelper?.WriteLine(await error);
        return (shell.ExitCode, output.ToArray());
    }
}
