namespace Strata.Documents.Programs;

/// <summary>
/// Lays out a PDF's pages with several concurrent calls of <c>pdftotext -bbox-layout</c>, each for some pages, and joins their output in
/// page order.
/// </summary>
/// <param name="limits">
/// Of one call. After its time, not counting waits, no further call begins; its output limit also applies to all calls together.
/// </param>
internal sealed class PdfLayout(string path, WorkFolder folder, ProgramLimits limits)
{
    private const int MinPages = 50;

    /// <summary>Every call reads the file's object table anew, which is slow if damaged: large PDFs get larger parts.</summary>
    private const int MaxPages = 200;
    private const int MaxBeside = 4;

    private static readonly int Beside = Math.Clamp(Environment.ProcessorCount, 1, MaxBeside);

    /// <param name="counting">Number of pages; the first are laid out meanwhile.</param>
    /// <returns>Success, or the end of the first call that failed. Its pages are the last of the output.</returns>
    public async Task<ProgramEnd> WriteAsync(Task<int> counting, Stream output, CancellationToken ct)
    {
        var spent = TimeSpan.Zero;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var running = new Queue<Task<Part>>([RunAsync(1, MinPages, giveUp.Token)]);
        try
        {
            var pages = await counting;
            var next = MinPages + 1;
            while (running.TryPeek(out var first))
            {
                while (running.Count < Beside && next <= pages && spent < limits.Time)
                {
                    var size = Math.Clamp(next - 1, MinPages, MaxPages);
                    running.Enqueue(RunAsync(next, next + size - 1, giveUp.Token));
                    next += size;
                }
                await using var part = await first;
                _ = running.Dequeue();
                spent += part.End.Took / Beside; // they run concurrently
                var all = await part.CopyAsync(output, limits.Output - output.Length, ct);
                if (!part.End.Ok)
                {
                    return part.End;
                }
                if (!all)
                {
                    return Stopped($"printed more than {limits.Output} bytes");
                }
            }
            return next <= pages ? Stopped($"took longer than {limits.Time.TotalSeconds:0} s") : new ProgramEnd(0, null, "");
        }
        finally
        {
            await giveUp.CancelAsync();
            foreach (var left in running)
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (left.IsCompletedSuccessfully)
                {
                    await (await left).DisposeAsync();
                }
            }
        }
    }

    private async Task<Part> RunAsync(int from, int to, CancellationToken ct)
    {
        var output = new FileStream(
            folder.File(string.Create(CultureInfo.InvariantCulture, $"layout-{from}")),
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = FileOptions.DeleteOnClose,
                BufferSize = 0,
            }
        );
        try
        {
            string[] arguments = ["-bbox-layout", "-q", "-f", $"{from}", "-l", $"{to}", path, "-"];
            return new Part(await ProgramRunner.RunAsync(ExternalProgram.PdfToText, arguments, folder.Path, output, limits, ct), output);
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    private static ProgramEnd Stopped(FormattableString what) =>
        new(-1, $"{ExternalProgram.PdfToText.Name} {what.ToString(CultureInfo.InvariantCulture)} (the limit)", "");

    private sealed record Part(ProgramEnd End, FileStream Output) : IAsyncDisposable
    {
        /// <returns>False if it exceeded the limit.</returns>
        public async Task<bool> CopyAsync(Stream to, long limit, CancellationToken ct)
        {
            Output.Position = 0;
            var buffer = new byte[1 << 16];
            for (var left = limit; await Output.ReadAsync(buffer, ct) is > 0 and var read; left -= read)
            {
                await to.WriteAsync(buffer.AsMemory(0, (int)Math.Min(read, left)), ct);
                if (read > left)
                {
                    return false;
                }
            }
            return true;
        }

        public ValueTask DisposeAsync() => Output.DisposeAsync();
    }
}
