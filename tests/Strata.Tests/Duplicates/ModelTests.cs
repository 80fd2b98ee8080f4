using Strata.Duplicates.Matching;

namespace Strata.Tests.Duplicates;

public sealed class ModelTests
{
    /// <summary>
    /// Worked by hand: m = 0.9, u = 0.1 agree: log2 9 = 3.1699; disagree: log2(0.1/0.9) = -3.1699. A prior of 1 in 1,025 is odds of
    /// 1:1,024, ten bits against. Two agreements and one disagreement: -10 + 3.1699 = -6.8301.
    /// </summary>
    [Fact]
    public void Weights_are_those_worked_by_hand()
    {
        var field = new FieldModel([0.9, 0.1], [0.1, 0.9], 2);
        var model = new MatchModel(1 / 1025.0, [field, field, field]);

        field.Weights[0].ShouldBe(3.1699, 1e-4);
        field.Weights[1].ShouldBe(-3.1699, 1e-4);
        model.PriorWeight.ShouldBe(-10, 1e-9);
        var total = model.PriorWeight + field.Weight(0, double.NaN) + field.Weight(0, double.NaN) + field.Weight(1, double.NaN);
        total.ShouldBe(-6.8301, 1e-4);
        MatchModel.Probability(total).ShouldBe(1 / (1 + Math.Pow(2, 6.8301)), 1e-6);
        field.Weight(-1, double.NaN).ShouldBe(0, "what is missing is no evidence");
    }

    /// <summary>m = 0.9; one in a hundred is called Smith: log2(0.9 / 0.01) = 6.4919. One in 100,000 is called Zywicki: 16.4576.</summary>
    [Fact]
    public void Rare_values_weigh_more_by_their_frequency()
    {
        var field = new FieldModel([0.9, 0.1], [0.001, 0.999], 2);

        field.Weight(0, -Math.Log2(0.01)).ShouldBe(6.4919, 1e-4);
        field.Weight(0, -Math.Log2(0.00001)).ShouldBe(16.4576, 1e-4);
    }

    /// <summary>Levels 1 and 2 are the wrong way round: pooled they are log2((0.1 + 0.2) / (0.2 + 0.1)) = 0.</summary>
    [Fact]
    public void Less_alike_never_weighs_more()
    {
        var field = new FieldModel([0.6, 0.1, 0.2, 0.1], [0.01, 0.2, 0.1, 0.69], 4);

        field.Weights[1].ShouldBe(0, 1e-9);
        field.Weights[2].ShouldBe(0, 1e-9);
        field.Weights.ShouldBe(field.Weights.OrderDescending());
    }

    /// <summary>Odds 8 and 2 for one record: the first has 8 / (1 + 8 + 2), the second 2 / (1 + 8 + 2).</summary>
    [Fact]
    public void Rivals_share_the_chance_that_there_is()
    {
        double[] weights = [3, 1];
        var contested = OneToOneConstraint.Both.Apply(4, [(0, 1), (0, 2)], weights);

        MatchModel.Probability(contested[0]).ShouldBe(8 / 11.0, 1e-9);
        MatchModel.Probability(contested[1]).ShouldBe(2 / 11.0, 1e-9);
    }

    [Fact]
    public void Witness_speaks_for_the_two_that_it_is_the_same_as()
    {
        var heard = TransitiveEvidence.Hear([new(0, 1, 12), new(0, 2, 10), new(1, 2, -4)], -12);

        heard.Single(p => p is { A: 1, B: 2 }).Weight.ShouldBe((10 - 2 - 4) / 2.0);
    }

    [Fact]
    public void Field_that_repeats_another_is_not_counted_twice()
    {
        var redundancy = new Redundancy([
            [],
            [(0, [5, 0])],
        ]);
        double[] both = [6, 8],
            alone = [-2, 8];
        redundancy.Correct([0, 0], both);
        redundancy.Correct([1, 0], alone);

        both.ShouldBe([6, 3]);
        alone.ShouldBe([-2, 8]);
    }

    /// <summary>
    /// One in four such pairs is of one thing: log2(1/3) = -1.5850. Both differ in a field in which one thing mostly agrees and related
    /// ones mostly differ: log2(0.1/0.9) = -3.1699. Beside 20 bits against chance that is what counts; beside -4.7549, both together are
    /// one bit less.
    /// </summary>
    [Fact]
    public void Related_things_are_an_explanation_of_their_own()
    {
        var field = new FieldModel([0.9, 0.1], [0.2, 0.8], 2);
        var related = new RelatedClass(
            Math.Log2(1 / 3.0),
            [
                [0.1, 0.9],
            ],
            [field]
        );

        related.Weigh(20, [1]).ShouldBe(-4.7549, 1e-4);
        related.Weigh(-4.7549, [1]).ShouldBe(-5.7549, 1e-4);
        related.Weigh(20, [0]).ShouldBe(-1.5850 + 3.1699, 1e-4);
        related.Weigh(20, [-1]).ShouldBe(-1.5850, 1e-4);
        related.Weigh(20, [1], without: 0).ShouldBe(-1.5850, 1e-4);
    }

    [Fact]
    public void Explanation_of_a_pair_adds_up_with_what_speaks_for_related_things()
    {
        var table = new RecordTable(["name", "town"]);
        table.Add(["Anna", "Ulm"]);
        table.Add(["Bert", "Ulm"]);
        var comparisons = Comparisons.Build(table, [new("name", ComparisonKind.Code), new("town", ComparisonKind.Code)], null);
        FieldModel[] fields =
        [
            new([0.8, 0.05, 0.05, 0.05, 0.05], [0.1, 0.1, 0.1, 0.1, 0.6], 5),
            new([0.8, 0.05, 0.05, 0.05, 0.05], [0.1, 0.1, 0.1, 0.1, 0.6], 5),
        ];
        var model = new MatchModel(0.5, fields)
        {
            Related = new RelatedClass(
                -1,
                [
                    [0.1, 0.1, 0.1, 0.1, 0.6],
                    [0.8, 0.05, 0.05, 0.05, 0.05],
                ],
                fields
            ),
        };

        var evidence = Explanation.Of(comparisons, model, 0, 1);

        evidence[^1].Field.ShouldBe(RelatedClass.Field);
        evidence[^1].Weight.ShouldBeLessThan(0);
        var order = new FieldOrder(model, comparisons, 2);
        (model.PriorWeight + evidence.Sum(e => e.Weight)).ShouldBe(order.Weigh(0, 1, -100), 0.02);
    }

    [Fact]
    public void Values_that_are_learnt_to_mean_the_same_are_not_told_as_different_alone()
    {
        var table = new RecordTable(["venue"]);
        table.Add(["VLDB"]);
        table.Add(["Very Large Data Bases"]);
        table.Add(["SIGMOD"]);
        var comparisons = Comparisons.Build(table, [new("venue", ComparisonKind.Name)], null);
        var pairings = new Pairings();
        pairings.Add(0, 1, 4);
        pairings.Add(0, 2, -4);
        double[] m = [0.7, 0.05, 0.05, 0.05, 0.05, 0.1, 0.01],
            u = [0.1, 0.1, 0.1, 0.1, 0.1, 0.5, 0.01];
        var model = new MatchModel(0.5, [new FieldModel(m, u, NameComparison.Swapped) { Pairings = pairings }]);

        Explanation.Of(comparisons, model, 0, 1).ShouldBe([new FieldWeight("venue", "different, as is often the same", 4)]);
        Explanation.Of(comparisons, model, 0, 2).ShouldBe([new FieldWeight("venue", "different", -4)]);
    }

    /// <summary>Twenty of eighty have moved; another twenty differ in a name alone.</summary>
    [Fact]
    public void What_changes_together_is_held_against_a_pair_once()
    {
        string[] columns = ["name", "street", "town"];
        var table = new RecordTable(columns);
        string Code(int i, int field) => BlockingKeys.Mix((ulong)((i * 3) + field + 1)).ToString("x16", CultureInfo.InvariantCulture);
        for (var i = 0; i < 80; i++)
        {
            table.Add([Code(i, 0), Code(i, 1), Code(i, 2)]);
        }
        table.BeginSecondFile();
        for (var i = 0; i < 80; i++)
        {
            table.Add([Code(i is >= 20 and < 40 ? i + 500 : i, 0), Code(i < 20 ? i + 500 : i, 1), Code(i < 20 ? i + 500 : i, 2)]);
        }
        var comparisons = Comparisons.Build(table, [.. columns.Select(c => new FieldPlan(c, ComparisonKind.Code))], null);
        var pairs = PairSample.Drawn(table, comparisons, 10_000, 1);
        double[] matches = [.. Enumerable.Range(0, pairs.Count).Select(p => pairs.Pair(p).B == pairs.Pair(p).A + 80 ? 1.0 : 0)];

        var moves = CorrelatedChanges.Learn(pairs, matches, comparisons);

        moves.Fields[0].ShouldBeEmpty();
        moves.Fields[1].ShouldBeEmpty("the first of those that change together counts");
        var (with, bits) = moves.Fields[2].ShouldHaveSingleItem();
        with.ShouldBe(1);
        var usual = 21 / 82.0;
        bits.ShouldBe(Math.Log2((20 + (30 * usual)) / 50 / usual), 1e-9);
        double[] moved = [3, -4, -4],
            elsewhere = [-4, 3, -4];
        moves.Correct([0, 4, 4], moved);
        moves.Correct([4, 0, 4], elsewhere);
        moved.ShouldBe([3, -4, -4 + bits]);
        elsewhere.ShouldBe([-4, 3, -4]);
    }

    [Fact]
    public void Missing_values_are_no_evidence_and_swapped_names_are_noticed()
    {
        var table = new RecordTable(["first", "last"]);
        string[] names = ["Anna", "James", "Maria", "Peter", "Thomas", "Martin", "Robert", "Lewis"];
        for (var i = 0; i < 120; i++)
        {
            table.Add([names[i % 8] + (char)('a' + (i % 23)), names[(i * 5) % 7] + (char)('a' + (i % 19))]);
        }
        table.Add(["Martina", "Thomasb"]);
        table.Add(["Thomasb", "Martina"]);
        table.Add([null, "Martina"]);
        var comparisons = Comparisons.Build(table, [new("first", ComparisonKind.Name), new("last", ComparisonKind.Name)], null);

        comparisons[0].Level(121, 122).ShouldBe(-1);
        comparisons[0].Levels[comparisons[0].Level(120, 121)].ShouldBe("swapped");
        comparisons[1].Level(120, 121).ShouldBe(-1, "one piece of evidence");
    }
}
