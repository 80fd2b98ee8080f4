using FsCheck;
using FsCheck.Fluent;
using Strata.Parsing;

namespace Strata.Tests.Ledger;

/// <summary>What the ledger writes it reads back, to the last character.</summary>
public sealed class StoredFormProperties
{
    [Fact]
    public void Fields_are_read_back_in_name_order_with_their_text() =>
        Prop.ForAll(
                Any.Named(Any.Json).ToArbitrary(),
                named =>
                {
                    var fields = FieldList.From(named);
                    var read = FieldList.Parse(fields.ToJson());

                    read.Span.ToArray().ShouldBe(named.OrderBy(f => f.Key, StringComparer.Ordinal));
                    read.ToJson().ShouldBe(fields.ToJson());
                    named.Where(f => read[f.Key] != f.Value || JsonText.Element(f.Value).GetRawText() != f.Value).ShouldBeEmpty();
                    read.ToElements().Count.ShouldBe(named.Count);
                }
            )
            .Check(Any.Config);

    [Fact]
    public void Evidence_is_read_back_whether_or_not_the_text_is_the_value()
    {
        var one =
            from json in Any.Json
            from range in Any.Range
            from raw in Gen.OneOf(Any.Text, Gen.Constant(JsonText.Plain(json)))
            from stated in Gen.Elements(true, true, false)
            select (Json: stated ? json : null, Range: range, Raw: raw);
        Prop.ForAll(
                Any.Named(one).ToArbitrary(),
                named =>
                {
                    var values = FieldList.From(
                        named.Where(f => f.Value.Json is not null).Select(f => KeyValuePair.Create(f.Key, f.Value.Json ?? ""))
                    );
                    var evidence = named.Select(f => new FieldEvidence(f.Key, f.Value.Range, f.Value.Raw)).ToArray();
                    Evidence.Read(Evidence.Write(evidence, values), values).ShouldBe(evidence);
                }
            )
            .Check(Any.Config);
    }

    [Fact]
    public void Fragments_are_read_back_with_value_reason_place_and_quote()
    {
        var one =
            from json in Any.Json
            from reason in Any.Text
            from range in Gen.OneOf(Any.Range.Select(r => (ByteRange?)r), Gen.Constant<ByteRange?>(null))
            from quote in Gen.OneOf(Any.Text.Select(t => (string?)t), Gen.Constant<string?>(null))
            select (Json: json, Reason: reason, Range: range, Quote: quote);
        Prop.ForAll(
                Any.Named(one).ToArbitrary(),
                named =>
                {
                    var written = Fragments.Write([
                        .. named.Select(f => new Fragments.Fragment(f.Key, f.Value.Json, f.Value.Reason, f.Value.Range, f.Value.Quote)),
                    ]);
                    if (written is null)
                    {
                        named.ShouldBeEmpty();
                        return;
                    }
                    var read = Fragments.Read(written);
                    read.Count.ShouldBe(named.Count);
                    foreach (var (name, (json, reason, range, quote)) in named)
                    {
                        read[name].Value.GetRawText().ShouldBe(json);
                        read[name].Reason.ShouldBe(reason);
                        read[name].Locator.ShouldBe(range is { } r ? new ByteLocator(r.Start, r.Length) : null);
                        read[name].Quote.ShouldBe(quote);
                    }
                }
            )
            .Check(Any.Config);
    }

    [Fact]
    public void Every_range_of_framed_bytes_is_the_same_range_of_the_bytes()
    {
        var content =
            from length in Gen.OneOf(Gen.Choose(0, 100), Gen.Elements(32_767, 32_768, 32_769, 65_536, 65_537), Gen.Choose(0, 150_000))
            from seed in Gen.Choose(0, int.MaxValue)
            from letters in Gen.Elements(2, 30, 256)
            from ranges in Gen.Choose(0, 170_000).Two().ListOf(20)
            select (Bytes: Bytes(length, seed, letters), Ranges: ranges);
        Prop.ForAll(
                content.ToArbitrary(),
                drawn =>
                {
                    var packed = FramedBytes.Compress(drawn.Bytes);
                    FramedBytes.Decompress(packed).AsSpan().SequenceEqual(drawn.Bytes).ShouldBeTrue();
                    var reader = new FramedReader(packed);
                    foreach (var (start, length) in drawn.Ranges)
                    {
                        var expected = drawn.Bytes.AsSpan(Math.Min(start, drawn.Bytes.Length));
                        expected = expected[..Math.Min(length, expected.Length)];
                        reader.Read(start, length).AsSpan().SequenceEqual(expected).ShouldBeTrue($"{length} bytes from {start}");
                    }
                }
            )
            .Check(Any.Config.WithMaxTest(60));
    }

    private static byte[] Bytes(int length, int seed, int letters)
    {
        var random = new Random(seed);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = (byte)random.Next(letters);
        }
        return bytes;
    }
}
