using System.Collections.Concurrent;
using System.Diagnostics;
using Strata.Testing;

namespace Strata.Crashes;

/// <summary>Another process that writes to a test's store.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Worker(Process process) => _process = process;

    /// <summary>What it said was done, line by line.</summary>
    public IReadOnlyCollection<string> Said => _said;

    /// <summary>Completes when the worker has opened the store, or has ended.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Completes when the worker has had its first write acknowledged, or has ended.</summary>
    public Task Busy => _busy.Task;

    /// <param name="atOnce">Observations that its runs commit at once; null: as many as usual.</param>
    public static Worker Start(
        TestStore store,
        Engine engine,
        string mode,
        string name,
        int count,
        string? blobs = null,
        int? atOnce = null,
        string? secretKey = null
    )
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
        if (secretKey is not null)
        {
            start.Environment["STRATA_SECRET_KEY"] = secretKey;
        }
        if (blobs is not null)
        {
            start.Environment["STRATA_BLOBS"] = blobs;
        }
        if (atOnce is { } observations)
        {
            start.Environment["STRATA_WORKER_AT_ONCE"] = observations.ToString(CultureInfo.InvariantCulture);
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

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
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
