using System.Runtime.CompilerServices;
using Strata.Cli.Output;
using Strata.Cli.Runs;
using Strata.Parsing;

namespace Strata.Cli.Sources;

/// <summary>Ingests inputs one by one; reports a refused input and continues.</summary>
internal sealed class InputIngestion(CommandContext call, IStrata strata, IngestRequest request)
{
    private const string Refused = "refused";

    /// <summary>How outcomes are listed.</summary>
    private static readonly string[] Order = [.. EnumNames.Of(typeof(RunStatus)), "kept", Refused];

    /// <summary>How many ended how: a status of a run, kept or refused.</summary>
    private readonly Dictionary<string, int> _ended = new(StringComparer.Ordinal);
    private long _unread;
    private IngestResult? _queued;

    /// <summary>Id of the project that each source is added to; null: none.</summary>
    public string? Project { get; init; }

    public async Task<int> RunAsync(IReadOnlyList<IngestInput> inputs, CancellationToken ct)
    {
        if (inputs is [var only])
        {
            IngestResult result;
            try
            {
                result = await ProgressLine.RunAsync(
                    call.Environment,
                    only.Name,
                    progress => only.IngestAsync(strata, request, progress, ct)
                );
                await AddAsync(result, ct);
            }
            catch (Exception e) when (IsOfOneInput(e))
            {
                return Refusal.Of(e).Report(call.Environment, call.Out.IsJson, only.Name);
            }
            call.Out.One(result, IngestConsoleView.Show);
            call.TellOfWorkers(result);
            return result.Run?.Status == RunStatus.Failed ? ExitCode.Failed : ExitCode.Ok;
        }
        if (call.Out.IsJson)
        {
            await call.Out.ManyAsync(TakeInAsync(inputs, ct), (_, _) => { });
        }
        else
        {
            await TakeInAsync(inputs, ct).CountAsync(ct);
            ShowSummary(inputs.Count);
        }
        return _ended.ContainsKey(Refused) || _ended.ContainsKey(RunStatus.Failed.Name()) ? ExitCode.Failed : ExitCode.Ok;
    }

    private async IAsyncEnumerable<IngestResult> TakeInAsync(
        IReadOnlyList<IngestInput> inputs,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        foreach (var input in inputs)
        {
            if (await TakeInAsync(input, ct) is { } result)
            {
                yield return result;
            }
        }
    }

    private async Task<IngestResult?> TakeInAsync(IngestInput input, CancellationToken ct)
    {
        try
        {
            var result = await input.IngestAsync(strata, request, null, ct);
            await AddAsync(result, ct);
            Count(result.Run?.Status.Name() ?? "kept");
            _unread += result.Members?.FailedCount ?? 0;
            _queued ??= QueuedRunNotice.IsFor(result) ? result : null;
            if (!call.Out.IsJson)
            {
                IngestConsoleView.Line(call.Out.Console, input.Name, result);
            }
            return result;
        }
        catch (Exception e) when (IsOfOneInput(e))
        {
            Count(Refused);
            Refusal.Of(e).Report(call.Environment, call.Out.IsJson, input.Name);
            return null;
        }
    }

    private async Task AddAsync(IngestResult taken, CancellationToken ct)
    {
        if (Project is { } project)
        {
            var sources = new ProjectSources
            {
                ProjectId = project,
                SourceIds = [taken.SourceId],
                WithMembers = true,
            };
            await strata.Projects.AddAsync(sources, ct);
        }
    }

    private void Count(string ended) => _ended[ended] = _ended.GetValueOrDefault(ended) + 1;

    private static bool IsOfOneInput(Exception e) =>
        e is StrataException or IOException or UnauthorizedAccessException or HttpRequestException || SourceFault.IsOfHandling(e);

    private void ShowSummary(int files)
    {
        call.Out.Note(IngestConsoleView.Summary(files, [.. Order.Where(_ended.ContainsKey).Select(e => (e, _ended[e]))], _unread));
        if (_queued is { } queued)
        {
            call.TellOfWorkers(queued);
        }
    }
}
