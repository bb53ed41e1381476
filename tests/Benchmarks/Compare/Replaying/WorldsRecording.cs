using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using TestKit;

namespace Benchmarks.Compare.Replaying;

/// <summary>The deliveries of an account that the simulator invents, read from the file that it writes.</summary>
internal static class WorldsRecording
{
    private const int SignatureLength = 64;
    private static readonly byte[] Magic = "FLEXREC1"u8.ToArray();

    /// <summary>Lets the simulator make so many.</summary>
    /// <exception cref="InvalidOperationException">The simulator failed; the message has its output.</exception>
    public static async Task<Recording> Make(int events, string secret)
    {
        var file = Path.Combine(Path.GetTempPath(), $"flexport-worlds-{Guid.NewGuid():N}.rec");
        try
        {
            string[] arguments =
            [
                Repository.BuiltAssembly("tools/Simulator"), "record", "--to", file, "--secret", secret, "--events", events.ToString(CultureInfo.InvariantCulture),
            ];
            using var simulator = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            var (output, error) = (simulator.StandardOutput.ReadToEndAsync(), simulator.StandardError.ReadToEndAsync());
            await simulator.WaitForExitAsync();
            if (simulator.ExitCode != 0) throw new InvalidOperationException($"The simulator could not record its worlds (code {simulator.ExitCode}):\n{await output}{await error}");
            return Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static Recording Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        var head = Bytes(file, Magic.Length);
        if (!head.SequenceEqual(Magic)) throw new InvalidOperationException($"{path} is no recording of this version of the simulator: build both anew.");
        var recording = new Recording();
        for (var left = Number(file); left > 0; left--)
        {
            var length = Number(file);
            var signature = Encoding.ASCII.GetString(Bytes(file, SignatureLength));
            recording.Add("sha256=" + signature, Bytes(file, length));
        }

        return recording;
    }

    private static int Number(FileStream file) => BinaryPrimitives.ReadInt32LittleEndian(Bytes(file, sizeof(int)));

    private static byte[] Bytes(FileStream file, int count)
    {
        var bytes = new byte[count];
        file.ReadExactly(bytes);
        return bytes;
    }
}
