using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Strata.Documents.Programs;

namespace Strata.Tests.Documents;

/// <summary>The bounds of external programs, each tried with a program that would break it.</summary>
public sealed class ProgramRunnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_that_takes_too_long_is_killed_and_the_limit_named()
    {
        var end = await RunAsync(
            new ExternalProgram("sleep", "coreutils", "waiting", "--version"),
            ["600"],
            new() { Time = TimeSpan.FromMilliseconds(300) }
        );

        end.End.Stopped.ShouldBe("sleep took longer than 0 s (the limit)");
        end.End.ExitCode.ShouldBe(-1);
    }

    [Fact]
    public async Task Program_that_prints_too_much_is_killed_and_the_limit_named()
    {
        var end = await RunAsync(new ExternalProgram("yes", "coreutils", "printing", "--version"), [], new() { Output = 100_000 });

        end.End.Stopped.ShouldBe("yes printed more than 100000 bytes (the limit)");
        end.Output.Length.ShouldBeLessThanOrEqualTo(100_000);
    }

    [Fact]
    public async Task Program_can_not_take_more_memory_than_its_limit()
    {
        var end = await RunAsync(
            new ExternalProgram("sort", "coreutils", "sorting", "--version"),
            ["-S", "1G", "/dev/zero"],
            new() { Memory = 256L * 1024 * 1024, Time = TimeSpan.FromHours(1) }
        );

        end.End.Stopped.ShouldBeNull();
        end.End.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Program_sees_no_environment_but_its_folder()
    {
        var end = await RunAsync(new ExternalProgram("env", "coreutils", "printing", "--version"), [], new());

        var names = end
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=')[0])
            .Except(["PWD", "OLDPWD", "SHLVL", "_"]);
        names.ShouldBe(["PATH", "HOME", "TMPDIR", "LC_ALL", "OMP_THREAD_LIMIT", "DOTNET_ROOT"], ignoreOrder: true);
    }

    [Fact]
    public async Task Program_that_is_missing_is_named_with_its_package()
    {
        var refused = await Should.ThrowAsync<StrataException>(() =>
            RunAsync(new ExternalProgram("no-such-program", "no-such-package", "nothing", "-v"), [], new())
        );

        refused.Code.ShouldBe(ErrorCode.UnsupportedMediaType);
        refused.Message.ShouldContain("Install the package 'no-such-package'");
    }

    [Fact]
    public async Task Program_ends_when_its_caller_cancels()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() =>
            RunAsync(new ExternalProgram("sleep", "coreutils", "waiting", "--version"), ["600"], new(), ct: cancel.Token)
        );
    }

    [Fact]
    public async Task No_more_programs_run_at_once_than_there_are_places()
    {
        using var folder = new WorkFolder();
        // Each says how many it meets, itself included, once all that may have begun have had the time to.
        const string Script = "mkdir running.$$; sleep 0.3; ls -d running.* | wc -l; rmdir running.$$";

        var met = await Task.WhenAll(
            Enumerable
                .Range(0, 3 * ProgramRunner.MaxAtOnce)
                .Select(async _ =>
                {
                    using var output = new MemoryStream();
                    (await ProgramRunner.RunAsync(Shell, ["-c", Script], folder.Path, output, new(), Cancel)).Ok.ShouldBeTrue();
                    return int.Parse(Encoding.UTF8.GetString(output.ToArray()), CultureInfo.InvariantCulture);
                })
        );

        met.ShouldAllBe(count => count <= ProgramRunner.MaxAtOnce);
    }

    [Fact]
    public async Task Program_that_waits_for_its_turn_waits_no_longer_when_its_caller_cancels()
    {
        using var release = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var sleeping = Enumerable
            .Range(0, ProgramRunner.MaxAtOnce)
            .Select(_ => RunAsync(new ExternalProgram("sleep", "coreutils", "waiting", "--version"), ["600"], new(), release.Token))
            .ToList();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var waiting = RunAsync(Shell, ["-c", "true"], new(), cancel.Token);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        await release.CancelAsync();
        foreach (var sleeper in sleeping)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => sleeper);
        }

        // The places are free again.
        (await RunAsync(Shell, ["-c", "echo on"], new())).Output.ShouldBe("on\n");
    }

    [Fact]
    public async Task Program_can_not_reach_the_network()
    {
        if (!await ProgramRunner.IsWithoutNetworkAsync())
        {
            Assert.Skip(
                "This system refuses 'unshare --user --net' to an ordinary process, so that programs keep their network; strata doctor says so."
            );
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        string[] knock = ["-c", $"exec 3<>/dev/tcp/127.0.0.1/{port} && echo reached"];
        var bash = new ExternalProgram("bash", "bash", "connecting", "--version");
        using var outside = Process
            .Start(new ProcessStartInfo(bash.Location.ShouldNotBeNull(), knock) { RedirectStandardOutput = true, UseShellExecute = false })
            .ShouldNotBeNull();
        (await outside.StandardOutput.ReadToEndAsync(Cancel)).ShouldBe("reached\n", "who may use the network reaches it");

        var (end, output) = await RunAsync(bash, knock, new());

        output.ShouldBeEmpty();
        end.Ok.ShouldBeFalse();
        end.Complaint.ShouldContain("unreachable");
    }

    [Fact]
    public void Program_that_is_installed_or_removed_later_is_noticed()
    {
        using var folder = new WorkFolder();
        Environment.SetEnvironmentVariable("PATH", $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{folder.Path}");
        var program = new ExternalProgram("strata-installed-later", "none", "nothing", "-v");
        program.Location.ShouldBeNull();

        File.WriteAllText(folder.File(program.Name), "");
        program.Location.ShouldBe(folder.File(program.Name));

        File.Delete(folder.File(program.Name));
        program.Location.ShouldBeNull();
    }

    [Fact]
    public async Task Toll_is_paid_once_before_the_first_program_starts_and_keeps_it_from_starting()
    {
        var paid = 0;
        ProgramThrottle.Ask(() => paid++);
        await RunAsync(Shell, ["-c", "true"], new());
        await RunAsync(Shell, ["-c", "true"], new());
        paid.ShouldBe(1);

        ProgramThrottle.Ask(() => throw new StrataException(ErrorCode.RateLimited, "not now"));
        (await Should.ThrowAsync<StrataException>(() => RunAsync(Shell, ["-c", "true"], new()))).Code.ShouldBe(ErrorCode.RateLimited);
    }

    private static ExternalProgram Shell => new("sh", "dash", "scripts", "--version");

    private static async Task<(ProgramEnd End, string Output)> RunAsync(
        ExternalProgram program,
        IReadOnlyList<string> arguments,
        ProgramLimits limits,
        CancellationToken? ct = null
    )
    {
        using var folder = new WorkFolder();
        using var output = new MemoryStream();
        var end = await ProgramRunner.RunAsync(program, arguments, folder.Path, output, limits, ct ?? Cancel);
        return (end, Encoding.UTF8.GetString(output.ToArray()));
    }
}
