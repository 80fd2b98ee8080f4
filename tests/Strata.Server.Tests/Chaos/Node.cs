using System.Collections.Concurrent;
using System.Diagnostics;
using Strata.Server.Tests.Cli;

namespace Strata.Server.Tests.Chaos;

/// <summary>A process of the program that is killed, stopped for a while, and started again.</summary>
/// <param name="program">Null: the present one.</param>
internal sealed class Node(
    string name,
    IReadOnlyList<string> arguments,
    IReadOnlyDictionary<string, string> environment,
    string? program = null
)
{
    private const int Kept = 40;
    private const int MaxStarts = 3;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly ConcurrentQueue<string> _errors = new();
    private Process? _process;

    public string Name => name;

    /// <summary>The first errors, and the last lines, that it wrote to standard error.</summary>
    public IEnumerable<string> Said => _errors.Concat(_said);

    public void ShouldRun() => _process.ShouldNotBeNull(name).HasExited.ShouldBeFalse($"{name} ended: {string.Join('\n', Said)}");

    /// <summary>Completes when it says that it is at work. As by a supervisor, it is started again where it ends before that.</summary>
    /// <param name="harms">What harms it meanwhile; a start that was harmed counts for nothing. Null: nothing does.</param>
    public async Task StartAsync(InfrastructureFaults? harms = null)
    {
        var tries = 0;
        while (true)
        {
            var before = harms?.Mark ?? 0;
            if (await TryStartAsync())
            {
                return;
            }
            tries += harms?.Since(before) == true ? 0 : 1;
            if (tries == MaxStarts)
            {
                throw new InvalidOperationException($"{name} did not start: {string.Join('\n', _said)}");
            }
        }
    }

    private async Task<bool> TryStartAsync()
    {
        var process = _process = StrataProcess.Start(arguments, environment, program);
        _ = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            Hear(line);
            if (
                line.Contains("Listening on ", StringComparison.Ordinal)
                || (line.Contains("Worker ", StringComparison.Ordinal) && line.Contains(" started with ", StringComparison.Ordinal))
            )
            {
                _ = HearAsync(process);
                return true;
            }
        }
        return false;
    }

    /// <summary>As by <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>Stops it as a machine that is too busy stops: it comes back and knows of nothing.</summary>
    public async Task FreezeAsync(TimeSpan time)
    {
        await SignalAsync("-STOP");
        await Task.Delay(time, CancellationToken.None);
        await SignalAsync("-CONT");
    }

    /// <summary>Asks it to end; its exit code.</summary>
    public async Task<int> EndAsync()
    {
        var process = _process ?? throw new InvalidOperationException($"{name} does not run.");
        await SignalAsync("-TERM");
        await StrataProcess.EndAsync(process);
        var code = process.ExitCode;
        process.Dispose();
        _process = null;
        return code;
    }

    private async Task SignalAsync(string signal)
    {
        var id = _process?.Id ?? throw new InvalidOperationException($"{name} does not run.");
        using var kill = Process.Start("kill", [signal, id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(CancellationToken.None);
    }

    private async Task HearAsync(Process process)
    {
        try
        {
            while (await process.StandardError.ReadLineAsync(CancellationToken.None) is { } line)
            {
                Hear(line);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or ObjectDisposedException or IOException)
        {
            // It was killed.
        }
    }

    private void Hear(string line)
    {
        if (_errors.Count < Kept && line.Contains("\"level\":\"error\"", StringComparison.Ordinal))
        {
            _errors.Enqueue(line);
        }
        _said.Enqueue(line);
        while (_said.Count > Kept && _said.TryDequeue(out _)) { }
    }
}
