namespace Strata.Testing;

/// <summary>
/// How much a test does. <c>./test</c> proves a change with about a tenth of the histories, kills, damaged samples and labelled sets;
/// <c>./test --all</c> does all of it; an option of <c>./test</c>, such as <c>--histories 100000</c>, sets one number.
/// A test that runs only under <c>--all</c> has the trait <c>run=all</c>.
/// </summary>
public static class TestScale
{
    public const string AllVariable = "STRATA_TEST_ALL";

    public static bool IsAll { get; } = Environment.GetEnvironmentVariable(AllVariable) == "1";

    public static int Pick(int quick, int all) => IsAll ? all : quick;

    /// <param name="variable">
    /// Where <c>./test</c> has put the number that was asked for: <c>STRATA_TEST_HISTORIES</c> for <c>--histories</c>.
    /// </param>
    public static int Pick(string variable, int quick, int all) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : Pick(quick, all);
}
