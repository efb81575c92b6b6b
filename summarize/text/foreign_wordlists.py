"""Function words of languages other than English: articles, pronouns, prepositions, question words, verbs of saying.

The closed classes are listed as far as questions use them, with accents and in lower case.
"""

FOREIGN_FUNCTION_WORDS = frozenset(
    # Russian
    """и в во на с со о об обо от до по за из к ко у не ни но а или что чего чему чем кто кого кому где куда откуда когда почему зачем
    как какой какая какое какие каких сколько ли бы же это этот эта эти этого того тот та те он она оно они его её их им ей ему мы вы
    я ты нас вас быть был была было были есть будет для при про над под между сказал сказала сказали говорил говорит заявил заявила
    насчёт насчет относительно который которая которые"""
    # Ukrainian
    """ і й та у в з зі із про від до по за на не що чого чому чим хто кого кому де куди звідки коли навіщо як який яка яке які яких
    скільки чи би ж це цей ця ці він вона воно вони його її їх ми ви я ти був була було були є буде для при над під між сказав сказала
    сказали говорив каже заявив заявила щодо або але"""
    # Spanish
    """ el la los las un una unos unas de del al a en con por para sobre sin y e o u que qué quien quién quienes cuál cuáles cuando
    cuándo donde dónde como cómo cuánto cuánta cuántos cuántas porqué se su sus lo le les no es son fue fueron era eran ha han haber
    dijo dijeron dice declaró acerca este esta estos estas ese esa"""
    # French
    """ le la les l un une des du de d au aux à en dans sur sous par pour avec sans et ou que qu quoi qui quel quelle quels quelles
    quand où comment combien pourquoi se s son sa ses leur leurs ce cet cette ces il elle ils elles on ne n pas est sont était étaient
    a ont été dit déclaré disent propos au-delà"""
    # German
    """ der die das den dem des ein eine einen einem einer eines und oder aber in im an am auf aus bei mit nach von vom zu zum zur über
    unter für gegen ohne um was wer wen wem wessen wann wo wohin woher wie wieviel wieviele warum wieso welche welcher welches sich sein
    seine ihr ihre er sie es wir nicht kein keine ist sind war waren wird wurde wurden hat haben hatte sagte sagten sagt erklärte gesagt"""
    # Arabic
    """ في من إلى الى على عن مع و أو او ثم ما ماذا من متى أين اين كيف كم لماذا هل أي اي الذي التي الذين هو هي هم هذا هذه ذلك تلك كان
    كانت يكون لا لم لن ليس إن ان أن قد قال قالت قالوا يقول صرح حول بشأن بين بعد قبل عند""".split()
)
CHINESE_FUNCTION_WORDS = (
    "什么时候 为什么 怎么样 什么 怎么 如何 多少 哪里 哪儿 哪个 哪些 是否 关于 对于 有关 以及 说了 表示 说 谁 几 吗 呢 吧 了 的 地 得 是 在 和 与 或 "
    "也 都 就 对 把 被 从 到 向"
).split()
"""Longest first, because no spaces separate them in a text."""
