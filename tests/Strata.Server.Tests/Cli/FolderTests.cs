using System.Diagnostics;
using System.Net.Sockets;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Folders as they are found: one entry that can't be taken in is told of by its name, and keeps nothing else out.</summary>
public sealed class FolderTests
{
    private const string Csv = "Name,Email\nAnn Lee,ann@example.org\n";

    [Theory, DoorData]
    public async Task Name_that_is_not_utf_8_refuses_only_its_own_file_or_folder(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var folder = Path.GetDirectoryName(store.Write("in/a.csv", Csv)) ?? "";
        store.Write("in/only/about.txt", "It has the only readable name here.");
        await ShellAsync(
            folder,
            """printf x > "$(printf 'z\351.csv')"; mkdir "$(printf 'b\351d')"; printf x > "only/$(printf '\351')"; rm only/about.txt"""
        );
        try
        {
            var ended = (await store.RunAsync("ingest", folder, "--json")).ShouldEndWith(1);

            ended.JsonLines.ShouldHaveSingleItem().Text("file_name").ShouldBe("a.csv");
            var problems = ended.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
            problems.Select(p => p.Text("file_name")).ShouldBe(["b\uFFFDd/", "only/\uFFFD", "z\uFFFD.csv"]);
            problems.ShouldAllBe(p => p.Text("code") == "INVALID_CONTENT" && (p.Text("detail") ?? "").Contains("Rename the f"));
            (await store.RunAsync("ingest", folder)).ShouldEndWith(1).Err.ShouldContain("4 files: 1 completed, 3 refused.");
            var alone = (await store.RunAsync("ingest", Path.Combine(folder, "only"))).ShouldEndWith(1);
            alone.Err.ShouldStartWith("\uFFFD: INVALID_CONTENT: The file's name is not UTF-8");
        }
        finally
        {
            await ShellAsync(folder, "rm -r ./z* ./b* ./only");
        }
    }

    [Theory, DoorData]
    public async Task Links_out_of_a_folder_are_followed_only_if_asked(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var folder = Path.GetDirectoryName(store.Write("in/a.csv", Csv)) ?? "";
        store.Write("in/sub/b.txt", "Within the folder.");
        var secret = store.Write("secret/s.txt", "Outside of the folder.");
        File.CreateSymbolicLink(Path.Combine(folder, "within.txt"), "sub/b.txt");
        File.CreateSymbolicLink(Path.Combine(folder, "direct.txt"), secret);
        Directory.CreateSymbolicLink(Path.Combine(folder, "dir"), Path.GetDirectoryName(secret) ?? "");
        File.CreateSymbolicLink(Path.Combine(folder, "indirect.txt"), "dir/s.txt");
        Directory.CreateSymbolicLink(Path.Combine(folder, "sub", "circle"), "..");

        var ended = (await store.RunAsync("ingest", folder, "--json")).ShouldEndWith(1);
        ended.JsonLines.Select(line => line.Text("file_name")).ShouldBe(["a.csv", "b.txt", "b.txt"]);
        var problems = ended.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        problems.Select(p => p.Text("file_name")).ShouldBe(["direct.txt", "indirect.txt"]);
        problems.ShouldAllBe(p => p.Text("code") == "INVALID_CONTENT" && (p.Text("detail") ?? "").Contains("--follow-links"));

        (await store.RunAsync("ingest", folder, "--json", "--follow-links"))
            .ShouldEndWith(0)
            .JsonLines.Select(line => line.Text("file_name"))
            .ShouldBe(["a.csv", "s.txt", "s.txt", "s.txt", "b.txt", "b.txt"]);
    }

    [Theory, DoorData]
    public async Task Folder_that_cannot_be_gone_through_keeps_nothing_else_out(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        // Rights keep nothing from root, which tests may run as; a path over the system's 4,096 bytes keeps everyone out.
        var (inner, moved) = (Path.Combine(store.Files, "inner"), Path.Combine(Deep(Path.Combine(store.Files, "in")), "inner"));
        Deep(inner);
        store.Write("in/a.csv", Csv);
        Directory.Move(inner, moved);
        try
        {
            var ended = (await store.RunAsync("ingest", Path.Combine(store.Files, "in"), "--json")).ShouldEndWith(1);

            ended.JsonLines.ShouldHaveSingleItem().Text("file_name").ShouldBe("a.csv");
            var problem = JsonElement.Parse(ended.Err);
            problem.Text("file_name").ShouldNotBeNull().ShouldEndWith("/");
            problem.Text("detail").ShouldNotBeNull().ShouldContain("too long");
        }
        finally
        {
            Directory.Move(moved, inner);
        }

        static string Deep(string top) =>
            Directory.CreateDirectory(Path.Combine([top, .. Enumerable.Repeat(new string('d', 200), 12)])).FullName;
    }

    [Theory, DoorData]
    public async Task Pipes_sockets_and_devices_are_named_and_not_waited_for(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        var folder = Path.GetDirectoryName(store.Write("in/a.csv", Csv)) ?? "";
        store.Write("in/z.txt", "The last of them.");
        await ShellAsync(folder, "mkfifo m.csv; ln -s /dev/zero n.csv; ln -s m.csv o.csv; ln -s z.txt p.txt");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        // The path of a socket has about a hundred bytes at most: a short link leads to the folder.
        var link = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Directory.CreateSymbolicLink(link, folder);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(link, "s.csv")));
        Directory.Delete(link);

        var ended = (await store.RunAsync("ingest", folder)).ShouldEndWith(1);

        ended.Err.ShouldContain("m.csv: INVALID_CONTENT: This is a named pipe; folders are searched for files only");
        ended.Err.ShouldContain("n.csv: INVALID_CONTENT: This is a device");
        ended.Err.ShouldContain("o.csv: INVALID_CONTENT: This is a named pipe");
        ended.Err.ShouldContain("s.csv: INVALID_CONTENT: This is a socket");
        ended.Err.ShouldContain("7 files: 3 completed, 4 refused.");
        var writing = ShellAsync(folder, "cat a.csv > m.csv");
        (await store.RunAsync("ingest", Path.Combine(folder, "m.csv"))).ShouldEndWith(0);
        await writing;
        (await store.RunAsync("ingest", Path.Combine(folder, "p.txt"))).ShouldEndWith(0);
    }

    private static async Task ShellAsync(string folder, string script)
    {
        using var shell =
            Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder })
            ?? throw new InvalidOperationException("There is no sh.");
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        shell.ExitCode.ShouldBe(0);
    }
}
