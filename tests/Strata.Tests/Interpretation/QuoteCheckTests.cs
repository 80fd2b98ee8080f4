using Strata.Parsing;
using Strata.Rules;

namespace Strata.Tests.Interpretation;

/// <summary>G2: what is not in the source where a finding says that it is, is told of and quarantined: a fragment, never a field.</summary>
public sealed class QuoteCheckTests
{
    private const string Invoice = "Invoice No: R-17\nVendor: Acme GmbH\nInvoice date: 2026-03-04\nTotal: 12.00 EUR\n";

    private static readonly string Altered = Invoice.Replace("12.00", "99.00", StringComparison.Ordinal);

    [Fact]
    public void Finding_stays_as_it_is_when_all_it_quotes_stands_there()
    {
        var finding = Interpreted();
        var check = new QuoteCheck(new TextSource(Invoice).Slice);

        check.Of(finding).ShouldBeSameAs(finding);
        check.Told.ShouldBeEmpty();
    }

    [Fact]
    public void Value_is_quarantined_and_told_of_when_its_quote_is_not_in_the_source()
    {
        var finding = Interpreted();
        var check = new QuoteCheck(new TextSource(Altered).Slice);

        var left = check.Of(finding);
        left.Fields.Select(f => f.Name).ShouldBe(finding.Fields.Select(f => f.Name).Where(n => n != "total"));
        var total = finding.Fields.Single(f => f.Name == "total");
        var kept = left.Fragments.Except(finding.Fragments).ShouldHaveSingleItem();
        (kept.Name, kept.Json, kept.Raw, kept.Range, kept.IsQuarantined).ShouldBe(("total", total.Json, total.Raw, total.Range, true));
        kept.Reason.ShouldBe($"quarantined: what it quotes does not stand at bytes {total.Range.Start}–{total.Range.End}");
        left.Confidence.ShouldBe(finding.Confidence * left.Fields.Count / finding.Fields.Count);
        check.Told.ShouldHaveSingleItem().ShouldStartWith("'total': what it quotes, “12.00");
    }

    [Fact]
    public void Everything_is_kept_when_nothing_that_is_quoted_stands_there()
    {
        var total = Interpreted().Fields.Single(f => f.Name == "total");
        var finding = Interpreted() with { Fragments = [new FoundFragment("total", "\"twelve\"", "not a number", total.Raw, total.Range)] };
        var check = new QuoteCheck(new TextSource(new string('.', Invoice.Length)).Slice);

        var left = check.Of(finding);
        left.Fields.ShouldBeEmpty();
        left.Confidence.ShouldBe(0);
        left.Fragments.Where(f => f.IsQuarantined).Select(f => f.Json).ShouldBe(finding.Fields.Select(f => f.Json));
        left.Fragments.Select(f => f.Name).ShouldBeUnique();
        left.Fragments[0].ShouldBe(finding.Fragments[0]);
        check.Told.Count.ShouldBe(finding.Fields.Count);
    }

    [Fact]
    public void Run_quarantines_what_no_longer_stands_there_when_it_is_to_be_stored()
    {
        var reads = Read(int.MaxValue).Reads;
        var runs = Enumerable.Range(0, reads).Select(n => Read(changedAfter: n)).ToList();

        var told = runs.Where(r => r.Told.Count > 0).ToList();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(r => r.Stored[0].Fields["total"] == null && r.Stored[0].Fields["invoice_number"] == "\"R-17\"");
        told.ShouldAllBe(r => Fragments.Read(r.Stored[0].Fragments ?? "{}")["total"].Quote!.StartsWith("12.00"));
        runs.Except(told).ShouldAllBe(r => r.Stored[0].Fields["total"] != null);
    }

    private static Finding Interpreted() => new TextSource(Invoice).Read(new InterpretationOptions { EntityType = "invoice" }).Finding;

    /// <summary>What a run would store of a source that changes after so many reads.</summary>
    private static (IReadOnlyList<string> Told, List<NewObservation> Stored, int Reads) Read(int changedAfter)
    {
        var record = new SourceRecord(1, "src_1", new string('a', 64), "text/plain", "a.txt", null, Invoice.Length, "stored", 0, 0);
        var reader = new RunReader(
            new RulesInterpreter(),
            record,
            new SourceOrigin(null),
            TextSource.Seeds,
            new InterpretationOptions { EntityType = "invoice" },
            RunProgress.Start,
            new RunLimits(),
            TimeProvider.System
        );
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(Invoice));
        using var quotes = new ChangingStream(Encoding.UTF8.GetBytes(Invoice), Encoding.UTF8.GetBytes(Altered), changedAfter);
        var parser = Parsers.For("text/plain").ShouldNotBeNull();
        var chunks = reader.Read(parser, content, quotes, new HashSet<string>(), CancellationToken.None).ToList();
        var check = chunks[^1].Document.ShouldNotBeNull().Quotes.ShouldNotBeNull();
        return (check.Told, [.. chunks.SelectMany(c => c.Observations)], quotes.Reads);
    }

    private sealed class ChangingStream(byte[] before, byte[] after, int changedAfter) : MemoryStream(before.Length)
    {
        public int Reads { get; private set; }
        public override long Length => before.Length;

        public override int Read(Span<byte> buffer)
        {
            var bytes = Reads++ < changedAfter ? before : after;
            var read = Math.Min(buffer.Length, bytes.Length - (int)Position);
            bytes.AsSpan((int)Position, read).CopyTo(buffer);
            Position += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    }
}
