namespace PolicyBot.Testing.Interleaving;

/// <summary>
/// Walks a tree of choices leaf by leaf: the same choices lead to the same run, and each run takes the first path not taken yet.
/// </summary>
public sealed class Choices
{
    private readonly List<(int Taken, int Of)> path = [];
    private int depth;

    /// <summary>Takes one of so many; the first, beyond what this run has to repeat.</summary>
    public int Take(int of)
    {
        if (depth == path.Count)
        {
            path.Add((0, of));
        }

        Assert.Equal(path[depth].Of, of); // else a run could not be repeated, and the search would prove nothing
        return path[depth++].Taken;
    }

    /// <summary>Turns to the next path; false when there is none.</summary>
    public bool Next()
    {
        depth = 0;
        while (path.Count > 0 && path[^1].Taken + 1 == path[^1].Of)
        {
            path.RemoveAt(path.Count - 1);
        }

        if (path.Count == 0)
        {
            return false;
        }

        path[^1] = path[^1] with { Taken = path[^1].Taken + 1 };
        return true;
    }
}
