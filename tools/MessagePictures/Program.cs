using System.Globalization;
using MessagePictures;

// dotnet run --project tools/MessagePictures -c Release [-- <folder> [<browser>]]
var folder = args.Length > 0 ? args[0] : "docs/messages";
var browser = new Browser(args.Length > 1 ? args[1] : "/usr/bin/chromium");
Directory.CreateDirectory(folder);
foreach (var (name, news) in Samples.All)
{
    var picture = Path.Combine(folder, name + ".png");
    await browser.Photograph(Sheet.Of(news), Sheet.Width, picture);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{picture}: {new FileInfo(picture).Length / 1024} KB"));
}
