namespace Strata.Documents.Programs;

/// <summary>
/// Called before a request starts its first external program, wherever in the store: only there it is known that a seemingly cheap request
/// is expensive.
/// </summary>
public static class ProgramThrottle
{
    private static readonly AsyncLocal<FirstProgram?> Asked = new();

    /// <summary>Sets the action for this flow of calls. Null: none.</summary>
    /// <param name="charge">Called once; throws if no program may be started.</param>
    public static void Ask(Action? charge) => Asked.Value = charge is null ? null : new FirstProgram(charge);

    internal static void Charge() => Asked.Value?.Charge();

    private sealed class FirstProgram(Action charge)
    {
        private int _charged;

        public void Charge()
        {
            if (Interlocked.Exchange(ref _charged, 1) == 0)
            {
                charge();
            }
        }
    }
}
