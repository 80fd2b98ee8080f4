using System.Diagnostics;

namespace Strata.Server.Tests.Cli;

/// <summary>When the launcher builds, with a stand-in for the SDK that says what it was asked for.</summary>
public sealed class LauncherBuildTests : IDisposable
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private readonly string _folder = Directory.CreateTempSubdirectory("strata-launcher-").FullName;

    public LauncherBuildTests()
    {
        File.Copy(Path.Combine(Repository.Root, "strata"), Path.Combine(_folder, "strata"));
        foreach (var input in (string[])["src/a.cs", "samples/a.csv", "global.json", "Directory.Build.props", "Directory.Packages.props"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, input)) ?? _folder);
            File.WriteAllText(Path.Combine(_folder, input), "");
        }
        // A stand-in for `dotnet publish … -o FOLDER …`: waits while there is a gate, fails as the file "failing" says.
        Program(
            "sdk/dotnet",
            """
            here=$(dirname "$0")
            echo "$*" >> "$here/calls"
            while [ -e "$here/gate" ]; do sleep 0.05; done
            case $* in *StrataRuntime*) kind=ahead ;; *) kind=plain ;; esac
            if grep -qsx "$kind" "$here/failing"; then cat "$here/reason"; exit 1; fi
            while [ "$1" != -o ]; do shift; done
            printf '#!/bin/bash\necho %s built by call %s\nprintf "<%%s>" "$@"\nexit 7\n' "$kind" "$(wc -l < "$here/calls")" > "$2/Strata.Cli"
            chmod +x "$2/Strata.Cli"
            """
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Starts_at_once_build_once_and_all_run_what_was_built()
    {
        await ShellAsync("touch sdk/gate");
        var starts = Enumerable.Range(0, 3).Select(i => ShellAsync($"./strata {i} 'two words' ''")).ToList();
        await ShellAsync("until [ -e sdk/calls ]; do sleep 0.05; done; rm sdk/gate"); // one of them builds

        var ended = await Task.WhenAll(starts);

        ended.Select(e => e.Exit).ShouldBe([7, 7, 7]);
        ended
            .Select((e, i) => e.Out == $"{Kind} built by call 1\n<{i}><two words><>")
            .ShouldAllBe(same => same, string.Join("\n", ended.Select(e => e.Out)));
        Calls.Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("src/a.cs")]
    [InlineData("src/new/b.cs")]
    [InlineData("samples/a.csv")]
    [InlineData("global.json")]
    [InlineData("Directory.Build.props")]
    [InlineData("Directory.Packages.props")]
    [InlineData("strata")]
    public async Task What_it_is_built_from_builds_again_when_it_changes_and_nothing_else_does(string input)
    {
        await ShellAsync("./strata");
        await ShellAsync("touch README.md artifacts/launcher/app/Strata.Cli; ./strata; cd /; \"$OLDPWD/strata\"");
        Calls.Length.ShouldBe(1);

        (await ShellAsync($"mkdir -p $(dirname {input}) && touch {input} && ./strata")).Out.ShouldStartWith($"{Kind} built by call 2");

        (await ShellAsync("./strata")).Out.ShouldStartWith($"{Kind} built by call 2");
    }

    [Fact]
    public async Task Build_that_fails_says_why_and_the_next_start_tries_again()
    {
        await ShellAsync("./strata");
        await ShellAsync("printf 'ahead\\nplain\\n' > sdk/failing; echo 'a.cs(1): error CS1002: ; expected' > sdk/reason; touch src/a.cs");

        var failed = await ShellAsync("./strata");
        failed.Exit.ShouldBe(1);
        failed.Out.ShouldBe("");
        failed.Err.ShouldContain("error CS1002");

        (await ShellAsync("rm sdk/failing; ./strata")).Out.ShouldStartWith($"{Kind} built by call 3");
    }

    [Fact]
    public async Task Where_the_packages_to_compile_ahead_of_time_are_missing_it_is_built_without()
    {
        await ShellAsync("echo ahead > sdk/failing; echo 'error NU1101: Unable to find package' > sdk/reason");

        (await ShellAsync("./strata")).Out.ShouldStartWith("plain built by call");

        (await ShellAsync("./strata")).Exit.ShouldBe(7);
        Calls.Length.ShouldBe(OperatingSystem.IsLinux() && Kind == "ahead" ? 2 : 1);
    }

    /// <summary>Only there the launcher compiles ahead of time.</summary>
    private static string Kind =>
        OperatingSystem.IsLinux()
        && System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.X64
            ? "ahead"
            : "plain";

    private string[] Calls => File.ReadAllLines(Path.Combine(_folder, "sdk/calls"));

    private void Program(string name, string script)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? _folder);
        File.WriteAllText(path, "#!/bin/bash\n" + script);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private async Task<Ended> ShellAsync(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", command])
        {
            WorkingDirectory = _folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = Path.Combine(_folder, "sdk") + Path.PathSeparator + start.Environment["PATH"];
        start.Environment.Remove("DOTNET_ROOT");
        using var process = Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(Token);
        var error = process.StandardError.ReadToEndAsync(Token);
        await StrataProcess.EndAsync(process);
        return new Ended(process.ExitCode, await output, await error);
    }
}
