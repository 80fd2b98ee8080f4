using System.Numerics;

namespace Strata.Tests.Aggregates;

public sealed class ExactSumTests
{
    /// <summary>Decimals of the whole numbers that the sums are compared with.</summary>
    private const int Decimals = 60;

    [Fact, Trait("req", "N-140")]
    public void Random_decimals_of_up_to_40_digits_are_summed_without_losing_one()
    {
        var random = new Random(20261124);
        for (var round = 0; round < 300; round++)
        {
            var (whole, parts) = (new ExactSum(), new[] { new ExactSum(), new ExactSum() });
            var numbers = Enumerable.Range(0, random.Next(1, 60)).Select(_ => Number(random)).ToList();
            foreach (var number in numbers)
            {
                whole.Add(Encoding.UTF8.GetBytes(number));
                parts[random.Next(2)].Add(Encoding.UTF8.GetBytes(number));
            }
            parts[0].Merge(parts[1]);

            var expected = numbers.Select(Whole).Aggregate(BigInteger.Zero, (a, b) => a + b);
            foreach (var sum in (ExactSum[])[whole, parts[0]])
            {
                Whole(sum.Sum.ToString()).ShouldBe(expected, string.Join(" + ", numbers));
                Whole(sum.Min.ToString()!).ShouldBe(numbers.Min(Whole));
                Whole(sum.Max.ToString()!).ShouldBe(numbers.Max(Whole));
                sum.Count.ShouldBe(numbers.Count);
                sum.Average.ShouldBe(whole.Average);
            }
        }
    }

    [Theory]
    [InlineData("1 2", "1.5")]
    [InlineData("1 1 2", "1.33")]
    [InlineData("0.1 0.2", "0.15")]
    [InlineData("0.001 0.002 0.002", "0.00167")]
    [InlineData("0.01 0.02 0.02 0.02 0.02 0.02 0.02 0.02", "0.0188")]
    [InlineData("-0.01 -0.02 -0.02 -0.02 -0.02 -0.02 -0.02 -0.02", "-0.0188")]
    [InlineData("0.05 0.05 0.05 0.05 0.05 0.05 0.05 0.06", "0.0512")]
    [InlineData("1e20 0.0000000001", "50000000000000000000.00000000005")]
    public void Averages_have_two_more_decimals_and_round_half_to_even(string numbers, string average)
    {
        var sum = new ExactSum();
        foreach (var number in numbers.Split(' '))
        {
            sum.Add(Encoding.UTF8.GetBytes(number));
        }

        sum.Average.ToString().ShouldBe(average);
    }

    [Fact]
    public void Sums_that_leave_128_bits_go_on_exactly()
    {
        var sum = new ExactSum();
        for (var i = 0; i < 2_000; i++)
        {
            sum.Add("999999999999999999"u8);
            sum.Add("0.00000000000000001"u8);
        }

        Whole(sum.Sum.ToString()).ShouldBe((Whole("999999999999999999") + Whole("0.00000000000000001")) * 2_000);
    }

    [Fact]
    public void A_number_whose_sum_would_be_endless_is_refused_with_the_limit()
    {
        var sum = new ExactSum();

        Should.Throw<StrataException>(() => sum.Add("1e100000"u8)).Message.ShouldContain("5000");
        Should.Throw<StrataException>(() => sum.Add("1e-100000"u8)).Message.ShouldContain("5000");
    }

    private static string Number(Random random)
    {
        var digits = new StringBuilder().Append((char)('1' + random.Next(9)));
        for (var left = random.Next(random.Next(2) == 0 ? 8 : 40); left > 0; left--)
        {
            digits.Append((char)('0' + random.Next(10)));
        }
        var number = ExactNumber.Of(BigInteger.Parse(digits.ToString(), CultureInfo.InvariantCulture), -random.Next(45));
        return (random.Next(2) == 0 ? "-" : "") + number;
    }

    /// <summary>A number as so many times 10^-<see cref="Decimals"/>, worked out digit by digit.</summary>
    private static BigInteger Whole(string number)
    {
        var parts = number.Split('e');
        var (digits, exponent) = (parts[0], parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        return BigInteger.Parse(digits.Replace(".", ""), CultureInfo.InvariantCulture) * BigInteger.Pow(10, Decimals - decimals + exponent);
    }
}
