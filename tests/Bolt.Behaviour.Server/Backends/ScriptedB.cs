namespace Bolt.Behaviour.Server;

internal sealed class ScriptedB() : Scripted("B");
