using System.CommandLine;
using Strata.Cli.Output;
using Strata.Cli.Sources;

namespace Strata.Cli.Runs;

/// <summary>Interprets a source again with the active schemas; keeps earlier runs.</summary>
internal static class ReinterpretVerb
{
    private static readonly Argument<string> Id = SharedOptions.Source();

    public static Command Create() =>
        new Command("reinterpret", "Interpret a source again with the active schemas; earlier runs are kept")
        {
            Id,
            SharedOptions.Type,
            PromptOption.File,
            SharedOptions.NoWait,
            SharedOptions.IdempotencyKey,
            StoreLocation.SourceLimitOption,
        }
            .WithNotation()
            .Runs(RunAsync);

    private static async Task<int> RunAsync(CommandContext call, CancellationToken ct)
    {
        var strata = await call.StrataAsync(ct);
        var request = new ReinterpretRequest
        {
            SourceId = call.Get(Id),
            EntityType = call.Get(SharedOptions.Type),
            DayFirst = call.DayFirst(),
            Header = call.Header(),
            Ocr = call.Ocr(),
            OcrLanguage = call.OcrLanguage(),
            Interpreter = call.Interpreter(),
            Stage = call.Stage(),
            Prompt = await call.PromptAsync(ct),
            Wait = call.Get(SharedOptions.NoWait) ? false : null,
            IdempotencyKey = call.Get(SharedOptions.IdempotencyKey),
        };
        var result = await ProgressLine.RunAsync(
            call.Environment,
            call.Get(Id),
            progress => strata.Sources.ReinterpretAsync(request, progress, ct)
        );
        call.Out.One(result, IngestConsoleView.Show);
        call.TellOfWorkers(result);
        return result.Run?.Status == RunStatus.Failed ? ExitCode.Failed : ExitCode.Ok;
    }
}
