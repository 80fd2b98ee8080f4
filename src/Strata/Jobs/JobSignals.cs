using Strata.Database;

namespace Strata.Jobs;

/// <summary>Tells workers that there may be work: those of this process at once, others through the database's notifier.</summary>
internal sealed class JobSignals(IDatabase database)
{
    private event Action<string, string>? Raised;

    /// <summary>Until disposed, <paramref name="hear"/> gets user and kind of what may have become ready. It must be quick.</summary>
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
