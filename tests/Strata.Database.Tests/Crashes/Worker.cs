using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Strata.Database;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>Another process that writes to a test's store.</summary>
internal sealed class Worker : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Worker(Process process) => _process = process;

    /// <summary>What it said was done, line by line.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>Completes when the worker has opened the store, or has ended.</summary>
    public Task Opened => _opened.Task.WaitAsync(Patience);

    /// <summary>Completes when the worker has had its first write acknowledged, or has ended.</summary>
    public Task Busy => _busy.Task.WaitAsync(Patience);

    public static Worker Start(TestStore store, Engine engine, string mode, string name, int count, string? blobs = null)
    {
        var start = new ProcessStartInfo(TestPrograms.PathOf("Strata.Worker"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        var url = engine == Engine.Sqlite ? "-" : store.Options.DatabaseUrl ?? "-";
        foreach (var argument in (string[])[mode, store.Folder, url, name, count.ToString(CultureInfo.InvariantCulture)])
        {
            start.ArgumentList.Add(argument);
        }
        if (blobs is not null)
        {
            start.Environment["STRATA_BLOBS"] = blobs;
        }
        var process = Process.Start(start) ?? throw new InvalidOperationException("The worker did not start.");
        var worker = new Worker(process);
        process.OutputDataReceived += (_, line) => worker.Hear(line.Data);
        process.ErrorDataReceived += (_, line) => worker.Hear(line.Data is null ? null : "error " + line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return worker;
    }

    public void Kill() => _process.Kill();

    /// <exception cref="TimeoutException">It went on for ever; it is killed.</exception>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The worker did not end within {Patience}. It said: {string.Join('\n', _said)}");
        }
        End();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            End();
            return;
        }
        _said.Enqueue(line);
        (line == "open" ? _opened : _busy).TrySetResult();
    }

    private void End()
    {
        _opened.TrySetResult();
        _busy.TrySetResult();
    }
}
