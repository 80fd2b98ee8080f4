using FsCheck;
using FsCheck.Fluent;

namespace Strata.Tests.Ledger;

public sealed class StampProperties
{
    [Theory]
    [InlineData(MergeStrategy.HighestPriority)]
    [InlineData(MergeStrategy.LastWrite)]
    [InlineData(MergeStrategy.MostSpecific)]
    [InlineData(MergeStrategy.MergeArray)]
    public void Stamps_are_totally_ordered_by_every_strategy(MergeStrategy strategy)
    {
        Prop.ForAll(
                Any.Stamp.Three().ToArbitrary(),
                stamps =>
                {
                    var (a, b, c) = stamps;
                    int Sign(Precedence x, Precedence y) => Math.Sign(x.CompareTo(y, strategy));

                    Sign(a, a).ShouldBe(0);
                    Sign(a, b).ShouldBe(-Sign(b, a));
                    if (Sign(a, b) >= 0 && Sign(b, c) >= 0)
                    {
                        Sign(a, c).ShouldBe(Math.Max(Sign(a, b), Sign(b, c)));
                    }
                    if (a.Class == ObservationClass.Correction && b.Class != ObservationClass.Correction)
                    {
                        Sign(a, b).ShouldBe(1);
                    }
                    if (a.Seq != b.Seq)
                    {
                        Sign(a, b).ShouldNotBe(0);
                    }
                }
            )
            .Check(Any.Config.WithMaxTest(5000));
    }

    [Fact]
    public void A_later_reading_beats_an_earlier_statement_where_the_last_write_counts()
    {
        var stated = new Precedence(1, ObservationClass.Structured, Reducer.StructuredPriority, Reducer.StatedSpecificity, 10, "00");
        var read = new Precedence(
            2,
            ObservationClass.Interpretation,
            Reducer.InterpretationPriority,
            Reducer.InterpretationSpecificity,
            20,
            "00"
        );

        read.CompareTo(stated, MergeStrategy.LastWrite).ShouldBe(1);
        read.CompareTo(stated, MergeStrategy.HighestPriority).ShouldBe(-1);
        read.CompareTo(stated, MergeStrategy.MostSpecific).ShouldBe(-1);
    }

    [Fact]
    public void Tie_lets_the_later_run_and_then_the_later_block_of_one_source_win()
    {
        var place = Gen.Choose(0, int.MaxValue).Two();
        Prop.ForAll(
                place.Two().ToArbitrary(),
                places =>
                {
                    var ((runA, blockA), (runB, blockB)) = places;
                    var digest = new string('a', 64);
                    var hash = CanonicalJson.Hash("{}");
                    var order = string.CompareOrdinal(
                        Precedence.Tie(digest, runA, blockA, hash),
                        Precedence.Tie(digest, runB, blockB, hash)
                    );
                    Math.Sign(order).ShouldBe(Math.Sign((runA, blockA).CompareTo((runB, blockB))));
                }
            )
            .Check(Any.Config);
    }
}
