using System.Buffers;
using System.IO.Pipelines;

namespace PolicyBot.Application.Channels;

/// <summary>Reads the body of a request before anything of it is believed.</summary>
public static class RequestBody
{
    /// <summary>Reads all of it, or stops as soon as it is too long.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="largest">The most it may have, in bytes.</param>
    /// <returns>The bytes; null when there are more.</returns>
    /// <exception cref="IOException">The client went away.</exception>
    public static async Task<byte[]?> ReadAsync(PipeReader body, int largest, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            if (read.IsCompleted || read.Buffer.Length > largest)
            {
                var bytes = read.Buffer.Length > largest ? null : read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
