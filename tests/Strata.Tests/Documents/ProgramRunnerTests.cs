using System.Text;
using Strata.Documents.Programs;

namespace Strata.Tests.Documents;

/// <summary>The bounds of external programs, each tried with a program that would break it.</summary>
public sealed class ProgramRunnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Program_that_takes_too_long_is_killed_and_the_limit_named()
    {
        var end = await RunAsync(new ExternalProgram("sleep", "coreutils", "waiting", "--version"), ["600"], new() { Time = TimeSpan.FromMilliseconds(300) });

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
        var end = await RunAsync(new ExternalProgram("sort", "coreutils", "sorting", "--version"), ["-S", "1G", "/dev/zero"], new() { Memory = 256L * 1024 * 1024, Time = TimeSpan.FromSeconds(20) });

        end.End.Stopped.ShouldBeNull();
        end.End.ExitCode.ShouldNotBe(0);
    }

    [Fact]
    public async Task Program_sees_no_environment_but_its_folder()
    {
        var end = await RunAsync(new ExternalProgram("env", "coreutils", "printing", "--version"), [], new());

        var names = end.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('=')[0]).Except(["PWD", "OLDPWD", "SHLVL", "_"]);
        names.ShouldBe(["PATH", "HOME", "TMPDIR", "LC_ALL", "OMP_THREAD_LIMIT"], ignoreOrder: true);
    }

    [Fact]
    public async Task Program_that_is_missing_is_named_with_its_package()
    {
        var refused = await Should.ThrowAsync<StrataException>(() => RunAsync(new ExternalProgram("no-such-program", "no-such-package", "nothing", "-v"), [], new(), found: false));

        refused.Code.ShouldBe(ErrorCode.UnsupportedMediaType);
        refused.Message.ShouldContain("Install the package 'no-such-package'");
    }

    [Fact]
    public async Task Program_ends_when_its_caller_cancels()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        cancel.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Should.ThrowAsync<OperationCanceledException>(() => RunAsync(new ExternalProgram("sleep", "coreutils", "waiting", "--version"), ["600"], new(), ct: cancel.Token));
    }

    private static async Task<(ProgramEnd End, string Output)> RunAsync(
        ExternalProgram program,
        IReadOnlyList<string> arguments,
        ProgramLimits limits,
        bool found = true,
        CancellationToken? ct = null
    )
    {
        using var folder = new WorkFolder();
        using var output = new MemoryStream();
        var located = found ? program with { Location = ExternalProgram.Find(program.Name) } : program;
        var end = await ProgramRunner.RunAsync(located, arguments, folder.Path, output, limits, ct ?? Cancel);
        return (end, Encoding.UTF8.GetString(output.ToArray()));
    }
}
