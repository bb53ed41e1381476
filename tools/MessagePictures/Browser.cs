using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace MessagePictures;

/// <summary>Takes pictures of pages with a Chromium that has no window and no network of its own.</summary>
/// <param name="program">Its path.</param>
internal sealed partial class Browser(string program)
{
    private static readonly string[] Quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        // Three quarters: small enough to be kept, and still to be read.
        "--hide-scrollbars", "--virtual-time-budget=2000", "--force-device-scale-factor=0.75",
    ];

    /// <summary>As high as the page is: it tells by its title.</summary>
    /// <exception cref="InvalidOperationException">The browser made no picture.</exception>
    public async Task Photograph(string html, int width, string picture)
    {
        var page = Path.Combine(Path.GetTempPath(), $"message-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(page, html);
        try
        {
            var dom = await Run($"--window-size={width},800", "--dump-dom", page);
            var height = Height().Match(dom) is { Success: true } title ? int.Parse(title.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 2000;
            await Run($"--window-size={width},{height}", $"--screenshot={Path.GetFullPath(picture)}", page);
        }
        finally
        {
            File.Delete(page);
        }

        if (!File.Exists(picture)) throw new InvalidOperationException($"{program} made no {picture}.");
    }

    private async Task<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in Quiet.Concat(arguments)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        await errors;
        return output;
    }

    [GeneratedRegex("<title>([0-9]+)</title>")]
    private static partial Regex Height();
}
