using Strata.Database;

namespace Strata.Jobs;

/// <summary>Signals to workers that there may be work: to this process's at once, to others through the database.</summary>
internal sealed class JobSignals(IDatabase database)
{
    private event Action<string, string>? Raised;

    /// <summary>
    /// Calls <paramref name="hear"/> with user and kind of jobs that may have become ready, until disposed. It must be fast.
    /// </summary>
    public IDisposable Subscribe(Action<string, string> hear)
    {
        Raised += hear;
        return new Subscription(() => Raised -= hear);
    }

    public void Raise(string userId, string kind)
    {
        Raised?.Invoke(userId, kind);
        database.Ring(Line(userId, kind));
    }

    public static string Line(string userId, string kind) => userId + " " + kind;

    public static (string UserId, string Kind)? Parse(string line) =>
        line.IndexOf(' ', StringComparison.Ordinal) is > 0 and var space ? (line[..space], line[(space + 1)..]) : null;

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
