namespace PolicyBot.Lab.Sockets;

/// <summary>Faults waiting for the next fitting requests, in order.</summary>
/// <typeparam name="TOperation">What a request asks for.</typeparam>
/// <typeparam name="TFault">What goes wrong.</typeparam>
public abstract class WaitingFaults<TOperation, TFault>
{
    private readonly Lock _gate = new();
    private readonly List<(TOperation Operation, TFault Fault)> _waiting = [];
    private readonly TOperation _any;

    private protected WaitingFaults(TOperation any) => _any = any;

    /// <summary>How many have not happened yet.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>The next requests of this kind meet these faults.</summary>
    public void Add(TOperation operation, params ReadOnlySpan<TFault> faults)
    {
        lock (_gate)
        {
            foreach (var fault in faults)
            {
                _waiting.Add((operation, fault));
            }
        }
    }

    /// <summary>Takes out what is to go wrong with a request.</summary>
    /// <returns>False: nothing is, and <paramref name="fault"/> means nothing.</returns>
    private protected bool TryTake(TOperation operation, out TFault fault)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(next => Is(next.Operation, _any) || Is(next.Operation, operation));
            fault = index < 0 ? default! : _waiting[index].Fault;
            if (index >= 0)
            {
                _waiting.RemoveAt(index);
            }

            return index >= 0;
        }
    }

    private static bool Is(TOperation one, TOperation other) => EqualityComparer<TOperation>.Default.Equals(one, other);
}
