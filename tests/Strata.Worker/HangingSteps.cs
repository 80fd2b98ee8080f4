/// <summary>Stops for good at a step, so that the process can be killed right there.</summary>
internal sealed class HangingSteps(int left) : IProgress<Progress>
{
    private int _left = left;

    public void Report(Progress value)
    {
        if (--_left == 0)
        {
            Console.Out.WriteLine("half");
            Console.Out.Flush();
            using var never = new ManualResetEventSlim();
            never.Wait();
        }
    }
}
