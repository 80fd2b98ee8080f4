using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Ledger;

/// <summary>The order of keys is the order of values, and a range of keys holds every match.</summary>
public sealed class ValueKeyProperties
{
    private static readonly DateTimeOffset Day = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<DateTimeOffset> Time =
        from unit in Gen.Elements(
            1L,
            TimeSpan.TicksPerMicrosecond,
            TimeSpan.TicksPerSecond,
            TimeSpan.TicksPerHour,
            TimeSpan.TicksPerDay * 365
        )
        from count in Gen.Choose(-1500, 1500)
        from offset in Gen.Elements(0, 60, -300, 345)
        select Day.AddTicks(unit * count).ToOffset(TimeSpan.FromMinutes(offset));

    private static readonly Gen<string> TimeJson = Time.Select(t =>
        JsonText.String(t.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture))
    );

    private static readonly Gen<string> Long =
        from letters in Gen.Elements("a", "é", "東", "😀")
        from count in Gen.Choose(18, 62)
        from end in Any.Text
        select string.Concat(Enumerable.Repeat(letters, count)) + end;

    [Fact]
    public void Keys_of_numbers_are_ordered_as_the_numbers()
    {
        var finite = ArbMap.Default.GeneratorFor<double>().Where(double.IsFinite);
        Prop.ForAll(
                finite.Two().ToArbitrary(),
                two => Ordered(FieldKind.Number, Exact(two.Item1), Exact(two.Item2), two.Item1.CompareTo(two.Item2))
            )
            .Check(Any.Config.WithMaxTest(3000));
        var whole = Gen.Choose(-2000, 2000);
        Prop.ForAll(
                whole.Two().ToArbitrary(),
                two => Ordered(FieldKind.Integer, $"{two.Item1}", $"{two.Item2}", two.Item1.CompareTo(two.Item2))
            )
            .Check(Any.Config);
    }

    [Fact]
    public void Keys_of_dates_and_times_are_ordered_as_the_moments()
    {
        Prop.ForAll(
                Time.Two().ToArbitrary(),
                two =>
                {
                    var (a, b) = (DateOnly.FromDateTime(two.Item1.DateTime), DateOnly.FromDateTime(two.Item2.DateTime));
                    Ordered(FieldKind.Date, $"\"{a:yyyy-MM-dd}\"", $"\"{b:yyyy-MM-dd}\"", a.CompareTo(b));
                }
            )
            .Check(Any.Config);
        Prop.ForAll(
                Time.Two().ToArbitrary(),
                two => Ordered(FieldKind.DateTime, Written(two.Item1), Written(two.Item2), two.Item1.CompareTo(two.Item2))
            )
            .Check(Any.Config.WithMaxTest(3000));
    }

    [Fact]
    public void Keys_of_booleans_put_false_first()
    {
        Ordered(FieldKind.Boolean, "false", "true", -1);
        Ordered(FieldKind.Boolean, "true", "true", 0);
    }

    [Theory]
    [InlineData("eq")]
    [InlineData("lt")]
    [InlineData("le")]
    [InlineData("gt")]
    [InlineData("ge")]
    [InlineData("prefix")]
    [InlineData("ne")]
    [InlineData("contains")]
    public void Range_of_a_comparison_leaves_out_no_match(string op)
    {
        var value = Gen.OneOf(Any.Scalar, Any.Text.Select(JsonText.String), Long.Select(JsonText.String), TimeJson).Select(Any.Canonical);
        var pair = Gen.OneOf(value.Two(), value.SelectMany(v => Part(v), (v, part) => (v, part)));
        var kinds = Gen.Elements(
            FieldKind.Any,
            FieldKind.String,
            FieldKind.Number,
            FieldKind.Integer,
            FieldKind.Boolean,
            FieldKind.Date,
            FieldKind.DateTime
        );
        var drawn = from kind in kinds from two in pair select (Kind: kind, Value: two.Item1, Wanted: two.Item2);
        Prop.ForAll(
                drawn.ToArbitrary(),
                d =>
                {
                    var term = FilterTerm.Of(new FieldFilter("f", op, JsonText.Element(d.Wanted)));
                    if (
                        term.Range(d.Kind, isSingle: d.Value[0] is not ('[' or '{')) is not { } range
                        || !term.Matches(FieldList.From([KeyValuePair.Create("f", d.Value)]), d.Kind)
                    )
                    {
                        return;
                    }
                    var key = ValueKey.Of(d.Kind, d.Value);
                    (key.AsSpan().SequenceCompareTo(range.From) >= 0 && key.AsSpan().SequenceCompareTo(range.To) < 0).ShouldBeTrue(
                        $"{d.Kind}: {d.Value} {op} {d.Wanted} has key {Convert.ToHexString(key)}, range {Convert.ToHexString(range.From)} to {Convert.ToHexString(range.To)}"
                    );
                }
            )
            .Check(Any.Config.WithMaxTest(20_000));
    }

    /// <summary>The beginning of a value, in one case or the other: what prefixes are asked with.</summary>
    private static Gen<string> Part(string json) =>
        from length in Gen.Choose(0, JsonText.Plain(json).Length)
        from upper in Gen.Elements(true, false)
        let plain = JsonText.Plain(json)
        let part = length > 0 && char.IsHighSurrogate(plain[length - 1]) ? plain[..(length - 1)] : plain[..length]
        select JsonText.String(upper ? part.ToUpperInvariant() : part);

    private static string Exact(double number) => Any.Canonical(JsonSerializer.Serialize(number));

    private static string Written(DateTimeOffset time) => JsonText.String(time.ToString("O", CultureInfo.InvariantCulture));

    private static void Ordered(FieldKind kind, string a, string b, int expected) =>
        Math.Sign(ValueKey.Of(kind, a).AsSpan().SequenceCompareTo(ValueKey.Of(kind, b))).ShouldBe(Math.Sign(expected), $"{a} and {b}");
}
