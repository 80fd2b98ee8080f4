using Spectre.Console;
using Strata.Cli.Output;

namespace Strata.Cli.Entities;

/// <summary>Prints observations, each field with its quote and the quote's location.</summary>
internal static class EvidenceConsoleView
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Mark = new(Color.Black, Color.Yellow);

    public static void Show(IAnsiConsole console, IEnumerable<ObservationView> observations)
    {
        var any = false;
        foreach (var observation in observations)
        {
            any = true;
            var from = observation.SourceId ?? observation.Actor;
            console.Write(new Text(observation.ObservationId, Strong));
            console.WriteLine(
                $"  {observation.Class.Name()}{(observation.Retracted ? " (retracted)" : "")}, {Values.Show(observation.ObservedAt)}{(from is null ? "" : $", {Terminal.Safe(from)}")}"
            );
            foreach (var (field, value) in observation.Fields)
            {
                console.WriteLine($"  {Terminal.Safe(field)} = {Values.Show(value, 100)}");
                if (observation.Evidence?.GetValueOrDefault(field) is { } evidence)
                {
                    Show(console, evidence);
                }
            }
        }
        if (!any)
        {
            console.WriteLine("No observations.");
        }
    }

    private static void Show(IAnsiConsole console, EvidenceView evidence)
    {
        var at = evidence.Locator;
        var bytes = string.Create(CultureInfo.InvariantCulture, $"bytes {at.Start}–{at.Start + at.Length}");
        var where = evidence.LocatorIn == "text" ? $"{bytes} of the text of {evidence.DocumentId}" : bytes;
        console.WriteLine("    " + (evidence.Places is { Count: > 0 } places ? PlaceText.Of(places) : where));
        if (evidence.Quote is { } quote)
        {
            console.Write(new Text("    " + Terminal.Safe(evidence.QuoteBefore ?? "")));
            console.Write(new Text(Terminal.Short(quote, 400), Mark));
            console.Write(new Text(Terminal.Safe(evidence.QuoteAfter ?? "") + "\n"));
        }
        if (evidence.QuoteVerified == false)
        {
            console.WriteLine("    NO: the bytes differ from the recorded evidence; run strata verify");
        }
    }
}
