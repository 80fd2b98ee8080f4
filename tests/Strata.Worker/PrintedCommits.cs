/// <summary>Says what a run has committed so far.</summary>
internal sealed class PrintedCommits : IProgress<Progress>
{
    public void Report(Progress value)
    {
        if (value.Stage == "interpret")
        {
            Console.Out.WriteLine($"interpreted {value.Done}");
            Console.Out.Flush();
        }
    }
}
