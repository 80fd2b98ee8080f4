namespace Strata.Documents.Programs;

/// <summary>
/// What is to be done before a request starts its first external program, wherever in the store that is: only there is it known that what
/// looks like a mere question is expensive.
/// </summary>
public static class ProgramThrottle
{
    private static readonly AsyncLocal<Toll?> Asked = new();

    /// <summary>For what this flow of calls does from now on. Null: nothing.</summary>
    /// <param name="pay">Called once; throws where no program may be started.</param>
    public static void Ask(Action? pay) => Asked.Value = pay is null ? null : new Toll(pay);

    internal static void Pay() => Asked.Value?.Pay();

    private sealed class Toll(Action pay)
    {
        private int _paid;

        public void Pay()
        {
            if (Interlocked.Exchange(ref _paid, 1) == 0)
            {
                pay();
            }
        }
    }
}
