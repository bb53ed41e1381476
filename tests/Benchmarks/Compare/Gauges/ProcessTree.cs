using System.Globalization;

namespace Benchmarks.Compare.Gauges;

/// <summary>Processor time and memory of processes and of all that they started, from <c>/proc</c>.</summary>
internal static class ProcessTree
{
    // sysconf(_SC_CLK_TCK): 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    // Fields of /proc/<id>/stat behind the name, counted from 0.
    private const int Parent = 1;
    private const int UserTime = 11;
    private const int SystemTimeOfEnded = 14;

    /// <summary>The processor time used so far, that of ended children included.</summary>
    public static TimeSpan Cpu(IReadOnlyCollection<int> roots) =>
        TimeSpan.FromSeconds(Members(roots).Sum(one => Enumerable.Range(UserTime, SystemTimeOfEnded - UserTime + 1).Sum(i => Number(one.Value[i]))) / TicksPerSecond);

    /// <summary>Resident memory, in bytes.</summary>
    public static long Resident(IReadOnlyCollection<int> roots) => Members(roots).Keys.Sum(id =>
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(one => one.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : Number(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
        }
        catch (IOException)
        {
            return 0; // it has ended
        }
    });

    private static Dictionary<int, string[]> Members(IReadOnlyCollection<int> roots)
    {
        var all = new Dictionary<int, string[]>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // id (name) state parent …; the name may hold blanks and parentheses.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                all[id] = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            }
            catch (IOException)
            {
                // It ended while we looked.
            }
        }

        return all.Where(one => Belongs(one.Key)).ToDictionary();

        bool Belongs(int id)
        {
            while (all.TryGetValue(id, out var fields))
            {
                if (roots.Contains(id)) return true;
                id = (int)Number(fields[Parent]);
            }

            return false;
        }
    }

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
