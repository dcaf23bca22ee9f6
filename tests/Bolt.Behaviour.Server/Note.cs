namespace Bolt.Behaviour.Server;

internal sealed record Note(int Id, string Text);
