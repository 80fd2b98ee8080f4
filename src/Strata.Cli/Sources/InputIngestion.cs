using System.Runtime.CompilerServices;
using Strata.Cli.Output;
using Strata.Cli.Runs;
using Strata.Parsing;

namespace Strata.Cli.Sources;

/// <summary>Ingests inputs one by one; reports a refused input and continues.</summary>
internal sealed class InputIngestion(CommandContext call, IStrata strata, IngestRequest request)
{
    private readonly List<(string Name, IngestResult? Result, Refusal? Refusal)> _outcomes = [];

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
            await call.Out.ManyAsync(TakeInAsync(inputs, null, ct), (_, _) => { });
        }
        else
        {
            await ProgressLine.RunAsync(
                call.Environment,
                "ingest",
                async progress => await TakeInAsync(inputs, progress, ct).CountAsync(ct)
            );
            ShowSummary();
        }
        return _outcomes.Any(o => o.Refusal is not null || o.Result?.Run?.Status == RunStatus.Failed) ? ExitCode.Failed : ExitCode.Ok;
    }

    private async IAsyncEnumerable<IngestResult> TakeInAsync(
        IReadOnlyList<IngestInput> inputs,
        IProgress<Progress>? progress,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        for (var i = 0; i < inputs.Count; i++)
        {
            progress?.Report(new Progress(inputs[i].Name, i, inputs.Count));
            if (await TakeInAsync(inputs[i], ct) is { } result)
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
            _outcomes.Add((input.Name, result, null));
            return result;
        }
        catch (Exception e) when (IsOfOneInput(e))
        {
            var refusal = Refusal.Of(e);
            _outcomes.Add((input.Name, null, refusal));
            if (call.Out.IsJson)
            {
                refusal.Report(call.Environment, json: true, input.Name);
            }
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

    private static bool IsOfOneInput(Exception e) =>
        e is StrataException or IOException or UnauthorizedAccessException or HttpRequestException || SourceFault.IsOfHandling(e);

    private void ShowSummary()
    {
        var listing = new ConsoleTable(call.Out.Console, "file", "run", "bytes", "#size", "#entities", "remarks");
        foreach (var (name, result, _) in _outcomes.Where(o => o.Result is not null))
        {
            if (result is not null)
            {
                IngestConsoleView.Row(listing, name, result);
            }
        }
        listing.Write("Nothing was ingested.");
        foreach (var (name, _, refusal) in _outcomes)
        {
            refusal?.Report(call.Environment, json: false, name);
        }
        var taken = _outcomes.Count(o => o.Result is not null);
        var unread = _outcomes.Sum(o => o.Result?.Members?.FailedCount ?? 0);
        call.Out.Note(
            $"{Values.Count(taken, "source", "sources")} ingested, {_outcomes.Count - taken} refused"
                + (unread > 0 ? $"; {Values.Count(unread, "member", "members")} inside them could not be read." : ".")
        );
        if (_outcomes.Find(o => QueuedRunNotice.IsFor(o.Result)).Result is { } lined)
        {
            call.TellOfWorkers(lined);
        }
    }
}
