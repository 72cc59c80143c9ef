namespace PolicyBot.Lab.Teams.Connector;

/// <summary>Faults waiting for the next fitting requests, in order.</summary>
public sealed class ConnectorFaults
{
    private readonly Lock _gate = new();
    private readonly List<(ConnectorOperation Operation, ConnectorFault Fault)> _waiting = [];

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

    /// <summary>The next request of this kind meets this fault.</summary>
    public void Add(ConnectorOperation operation, params ReadOnlySpan<ConnectorFault> faults)
    {
        lock (_gate)
        {
            foreach (var fault in faults)
            {
                _waiting.Add((operation, fault));
            }
        }
    }

    internal ConnectorFault? Take(ConnectorOperation operation)
    {
        lock (_gate)
        {
            var index = _waiting.FindIndex(fault => fault.Operation == ConnectorOperation.Any || fault.Operation == operation);
            if (index < 0)
            {
                return null;
            }

            var taken = _waiting[index].Fault;
            _waiting.RemoveAt(index);
            return taken;
        }
    }
}
