using System.Runtime.InteropServices;

namespace Strata.Testing;

/// <summary>
/// The CPU time of the calling thread: what work costs, however busy the machine is (clock_gettime(2), CLOCK_THREAD_CPUTIME_ID).
/// </summary>
public static class ThreadClock
{
    private const int LinuxThreadCpuTime = 3;
    private const int MacThreadCpuTime = 16;

    public static TimeSpan CpuTime =>
        OperatingSystem.IsWindows() ? TimeSpan.FromMilliseconds(Environment.TickCount64)
        : Read(OperatingSystem.IsMacOS() ? MacThreadCpuTime : LinuxThreadCpuTime, out var time) == 0
            ? new TimeSpan((time.Seconds * TimeSpan.TicksPerSecond) + (time.Nanoseconds / TimeSpan.NanosecondsPerTick))
        : throw new InvalidOperationException("The thread's CPU time can't be read.");

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int Read(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
