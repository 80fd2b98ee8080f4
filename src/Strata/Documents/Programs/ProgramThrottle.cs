namespace Strata.Documents.Programs;

/// <summary>
/// Called before a request starts its first external program, wherever in the store: only there it is known that a seemingly cheap request
/// is expensive.
/// </summary>
public static class ProgramThrottle
{
    private static readonly AsyncLocal<Toll?> Asked = new();

    /// <summary>Sets the action for this flow of calls. Null: none.</summary>
    /// <param name="pay">Called once; throws if no program may be started.</param>
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
