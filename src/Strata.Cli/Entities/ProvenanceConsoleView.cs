using Spectre.Console;
using Strata.Cli.Output;
using Strata.Cli.Sources;

namespace Strata.Cli.Entities;

/// <summary>Prints the chain from a value down to the quoted bytes.</summary>
internal static class ProvenanceConsoleView
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Mark = new(Color.Black, Color.Yellow);

    public static void Show(IAnsiConsole console, FieldProvenance from, SourceLine? line)
    {
        console.Write(new Text($"{Terminal.Safe(from.Field)} = "));
        console.Write(new Text(Values.Show(from.Value) + "\n", Strong));
        if (from.Contributions is { } contributions)
        {
            ShowUnion(console, from, contributions);
            return;
        }
        Step(
            console,
            "observation",
            $"{from.ObservationId}, {from.Class.Name()}, priority {from.Priority}, specificity {from.Specificity:0.0#}"
        );
        Step(console, "observed", $"{Values.Show(from.ObservedAt)}, recorded {Values.Show(from.RecordedAt)}");
        Step(console, "confidence", from.Confidence?.ToString("0.00", CultureInfo.InvariantCulture));
        Step(console, "doubtful", from.Doubt is { } doubt ? Terminal.Safe(doubt) : null);
        Step(console, "by", from.Actor);
        Step(console, "reason", from.Reason);
        Step(console, "run", from.RunId is null ? null : $"{from.RunId}, interpreter {from.Interpreter ?? "–"}");
        Step(console, "source", from.SourceId is null ? null : $"{from.SourceId}, {from.FileName ?? "no name"}");
        Step(console, "sha256", from.SourceDigest);
        if (from.Locator is { } at)
        {
            var where = string.Create(CultureInfo.InvariantCulture, $"bytes {at.Start}–{at.Start + at.Length}");
            Step(console, "place", from.Places is { Count: > 0 } places ? PlaceText.Of(places) : null);
            Step(
                console,
                "where",
                from.LocatorIn == "text" ? $"{where} of the text of {from.DocumentId}"
                    : line is null ? where
                    : $"{from.FileName ?? from.SourceId}:{line.Number}, {where}"
            );
        }
        if (line is not null)
        {
            console.Write(new Text("  quote        " + Terminal.Safe(line.Before)));
            console.Write(new Text(Terminal.Safe(line.Quoted), Mark));
            console.Write(new Text(Terminal.Safe(line.After) + "\n"));
        }
        else if (from.Quote is not null)
        {
            console.Write(new Text("  quote        " + Terminal.Safe(from.QuoteBefore ?? "")));
            console.Write(new Text(Terminal.Short(from.Quote, 400), Mark));
            console.Write(new Text(Terminal.Safe(from.QuoteAfter ?? "") + "\n"));
        }
        foreach (var other in from.Also ?? [])
        {
            var bytes = string.Create(
                CultureInfo.InvariantCulture,
                $"bytes {other.Locator.Start}–{other.Locator.Start + other.Locator.Length}"
            );
            Step(
                console,
                "and",
                $"“{Terminal.Short(other.Quote ?? "", 400)}”, {(other.Places is { Count: > 0 } places ? PlaceText.Of(places) : bytes)}"
            );
        }
        Verified(console, from.QuoteVerified);
    }

    /// <summary>Prints what each observation contributed to a merged value, and where.</summary>
    private static void ShowUnion(IAnsiConsole console, FieldProvenance from, IReadOnlyList<Contribution> contributions)
    {
        foreach (var part in contributions)
        {
            console.Write(new Text("  " + Values.Show(part.Value) + "\n", Strong));
            Step(console, "observation", $"{part.ObservationId}, {part.Class.Name()}, observed {Values.Show(part.ObservedAt)}");
            Step(console, "by", part.Actor);
            Step(console, "reason", part.Reason);
            Step(console, "run", part.RunId);
            Step(console, "source", part.SourceId is null ? null : $"{part.SourceId}, {part.FileName ?? "no name"}");
            if (part.Locator is { } at)
            {
                Step(console, "place", part.Places is { Count: > 0 } places ? PlaceText.Of(places) : null);
                var where = string.Create(CultureInfo.InvariantCulture, $"bytes {at.Start}–{at.Start + at.Length}");
                Step(console, "where", part.LocatorIn == "text" ? $"{where} of the text of {part.DocumentId}" : where);
            }
            Step(console, "quote", part.Quote is null ? null : Terminal.Short(part.Quote, 400));
            Verified(console, part.QuoteVerified);
        }
        if (from.ContributionsLeftOut is { } more)
        {
            console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {more} more, among the observations of the entity"));
        }
    }

    private static void Verified(IAnsiConsole console, bool? verified) =>
        Step(
            console,
            "verified",
            verified switch
            {
                true => "yes: the bytes, read again just now, are the recorded evidence",
                false => "NO: the bytes differ from the recorded evidence; run strata verify",
                null => null,
            }
        );

    private static void Step(IAnsiConsole console, string name, string? text)
    {
        if (text is not null)
        {
            console.WriteLine($"  {name, -12} {Terminal.Safe(text)}");
        }
    }
}
