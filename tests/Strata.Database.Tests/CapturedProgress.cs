namespace Strata;

/// <summary>Progress that is heard as it is told.</summary>
internal sealed class CapturedProgress(Action<Progress> hear) : IProgress<Progress>
{
    public void Report(Progress value) => hear(value);
}
